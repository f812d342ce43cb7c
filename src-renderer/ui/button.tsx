/** Buttons: with words, or with a picture and a name that shows on hover. */
import type { LucideIcon } from 'lucide-react'
import { Button, type ButtonProps, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import './button.css'

export function TextButton({
  kind = 'plain',
  className = '',
  ...props
}: Omit<ButtonProps, 'className'> & { kind?: 'plain' | 'primary' | 'danger'; className?: string }) {
  return <Button {...props} className={`button button-${kind} ${className}`} />
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'className'> {
  icon: LucideIcon
  label: string
  /** Shown behind the name: a shortcut. */
  keys?: string | undefined
}

export function IconButton({ icon: Icon, label, keys, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={600}>
      <Button {...props} aria-label={label} className="icon-button">
        <Icon size={16} aria-hidden />
      </Button>
      <Hint label={label} keys={keys} />
    </TooltipTrigger>
  )
}

interface IconToggleProps {
  icon: LucideIcon
  label: string
  keys?: string
  /** In a group, which then knows what is selected. */
  id?: string
  isSelected?: boolean
  onChange?: (selected: boolean) => void
}

export function IconToggle({ icon: Icon, label, keys, ...props }: IconToggleProps) {
  return (
    <TooltipTrigger delay={600}>
      <ToggleButton {...props} aria-label={label} className="icon-button">
        <Icon size={16} aria-hidden />
      </ToggleButton>
      <Hint label={label} keys={keys} />
    </TooltipTrigger>
  )
}

function Hint({ label, keys }: { label: string; keys?: string | undefined }) {
  return (
    <Tooltip className="hint" offset={6}>
      {label}
      {keys && <kbd>{keys}</kbd>}
    </Tooltip>
  )
}
