/** Menus of actions: behind a button, and at the pointer. */
import { ChevronDown, type LucideIcon } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

export interface Action {
  id: string
  label: string
  keys?: string
  disabled?: boolean
  run: () => void
}

interface ActionMenuProps {
  icon?: LucideIcon
  label: string
  /** Beside the icon, or in its place. */
  text?: string
  actions: readonly Action[]
}

export function ActionMenu({ icon: Icon, label, text, actions }: ActionMenuProps) {
  return (
    <MenuTrigger>
      <Button className={text === undefined ? 'icon-button' : 'button button-plain'} aria-label={label}>
        {Icon && <Icon size={16} aria-hidden />}
        {text !== undefined && <span className="button-text">{text}</span>}
        {text !== undefined && <ChevronDown size={13} aria-hidden />}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Actions label={label} actions={actions} />
      </Popover>
    </MenuTrigger>
  )
}

function Actions({ label, actions, onClose }: { label: string; actions: readonly Action[]; onClose?: () => void }) {
  return (
    <Menu
      className="menu"
      aria-label={label}
      autoFocus={onClose ? 'first' : false}
      disabledKeys={actions.filter((action) => action.disabled).map((action) => action.id)}
      onAction={(key) => {
        onClose?.()
        actions.find((action) => action.id === key)?.run()
      }}
    >
      {actions.map((action) => (
        <MenuItem key={action.id} id={action.id} textValue={action.label} className="menu-item">
          {action.label}
          {action.keys && <kbd>{action.keys}</kbd>}
        </MenuItem>
      ))}
    </Menu>
  )
}

interface ContextMenuProps {
  label: string
  /** Asked when the menu opens, of what was pressed; none: the browser's own menu. */
  actions: (target: HTMLElement, hadSelection: boolean) => readonly Action[]
  className?: string
  children: ReactNode
}

/** Its children's menu, by a secondary click or the menu key. */
export function ContextMenu({ label, actions, className = '', children }: ContextMenuProps) {
  const [open, setOpen] = useState<{ x: number; y: number; actions: readonly Action[] } | null>(null)
  const place = useRef<HTMLSpanElement>(null)
  // macOS selects the word that is pressed before the menu is asked for.
  const hadSelection = useRef(false)
  const close = () => setOpen(null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what it offers is in the menus behind buttons, too
    <div
      className={className}
      onPointerDownCapture={() => {
        hadSelection.current = getSelection()?.isCollapsed === false
      }}
      onContextMenu={(event) => {
        const offered = actions(event.target as HTMLElement, hadSelection.current)
        if (offered.length === 0) return
        event.preventDefault()
        event.stopPropagation()
        // By the menu key it comes without a place.
        const box = (event.target as HTMLElement).getBoundingClientRect()
        const byKey = event.clientX === 0 && event.clientY === 0
        setOpen({ x: byKey ? box.left + 24 : event.clientX, y: byKey ? box.bottom : event.clientY, actions: offered })
      }}
    >
      {children}
      {open && (
        <>
          <span ref={place} className="menu-place" style={{ left: open.x, top: open.y }} />
          <Popover
            className="popover"
            triggerRef={place}
            isOpen
            placement="bottom start"
            offset={0}
            onOpenChange={(isOpen) => !isOpen && close()}
          >
            <Actions label={label} actions={open.actions} onClose={close} />
          </Popover>
        </>
      )}
    </div>
  )
}
