/** A button that opens a menu of actions. */
import type { LucideIcon } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

export interface Action {
  id: string
  label: string
  keys?: string
  disabled?: boolean
  run: () => void
}

export function ActionMenu(props: { icon: LucideIcon; label: string; actions: readonly Action[] }) {
  const { icon: Icon, label, actions } = props
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={label}>
        <Icon size={16} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={label}
          disabledKeys={actions.filter((action) => action.disabled).map((action) => action.id)}
          onAction={(key) => actions.find((action) => action.id === key)?.run()}
        >
          {actions.map((action) => (
            <MenuItem key={action.id} id={action.id} textValue={action.label} className="menu-item">
              {action.label}
              {action.keys && <kbd>{action.keys}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
