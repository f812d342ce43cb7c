/** Form fields with their names: choice, number, switch, text. */
import { Check, ChevronDown } from 'lucide-react'
import {
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Select,
  SelectValue,
  Switch,
  TextField,
} from 'react-aria-components'
import './fields.css'

export interface Choice<T extends string> {
  id: T
  label: string
}

export function ChoiceField<T extends string>(props: {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
}) {
  const { label, value, choices, onChange } = props
  return (
    <Select className="field" value={value} onChange={(key) => onChange(key as T)}>
      <Label>{label}</Label>
      <Button className="select-button">
        <SelectValue />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.id} id={choice.id} textValue={choice.label} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-check">{isSelected && <Check size={14} aria-hidden />}</span>
                  {choice.label}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}

export function WholeNumberField(props: {
  label: string
  value: number
  least: number
  most: number
  onChange: (value: number) => void
}) {
  const { label, value, least, most, onChange } = props
  return (
    <NumberField
      className="field"
      value={value}
      minValue={least}
      maxValue={most}
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
    >
      <Label>{label}</Label>
      <Input className="input input-number" />
    </NumberField>
  )
}

export function SwitchField(props: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  const { label, value, onChange } = props
  return (
    <Switch className="field switch" isSelected={value} onChange={onChange}>
      <span>{label}</span>
      <span className="switch-track" aria-hidden />
    </Switch>
  )
}

export function LineField(props: {
  label: string
  value: string
  placeholder?: string
  onChange: (value: string) => void
}) {
  const { label, value, placeholder = '', onChange } = props
  return (
    <TextField
      className="field"
      defaultValue={value}
      onBlur={(event) => onChange((event.target as HTMLInputElement).value)}
    >
      <Label>{label}</Label>
      <Input className="input" placeholder={placeholder} />
    </TextField>
  )
}
