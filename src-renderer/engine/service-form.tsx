/** How a service is set up. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hostOf, PRESETS, type Service, service as serviceShape } from '../../src-preload/services.ts'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { ActionMenu } from '../ui/action-menu.tsx'
import { TextButton } from '../ui/button.tsx'
import { ChoiceField, WholeNumberField } from '../ui/fields.tsx'
import { attempt } from '../ui/toasts.tsx'

export function emptyService(preset: string): Service {
  const known = PRESETS.find(({ id }) => id === preset)
  const { data } = serviceShape.safeParse({
    id: 'new',
    name: '-',
    address: 'http://127.0.0.1/v1',
    model: '-',
    ...known,
  })
  if (!data) throw new Error(`The preset ${preset} is none.`)
  return { ...data, id: known?.id ?? '', name: known?.name ?? '', model: '', address: known?.address ?? '' }
}

interface ServiceFormProps {
  service: Service
  isNew?: boolean
  onClose: () => void
}

export function ServiceForm({ service, isNew = false, onClose }: ServiceFormProps) {
  const { t } = useTranslation()
  const taken = useWindow((window) => window.engines)
  const [draft, setDraft] = useState(service)
  const [models, setModels] = useState<readonly string[]>([])
  const set = (change: Partial<Service>) => setDraft({ ...draft, ...change })
  const { allowedHost: _, ...whole } = { ...draft, id: isNew ? freeId(draft, [...taken.keys()]) : draft.id }
  const problem = problemOf(whole)
  const save = async () => {
    if (await attempt(bridge.call('engines.save', { service: whole }))) onClose()
  }
  const listModels = async () => {
    const answer = await attempt(
      bridge.call('engines.check', isNew ? { engine: whole.id, service: whole } : { engine: whole.id }),
    )
    if (answer) setModels(answer.models)
  }
  // Of a service elsewhere a list can be had once it has its key.
  const canList = problemOf({ ...whole, model: whole.model || '-' }) === null && (!isNew || hostOf(whole) === null)
  const host = hostOf(whole)
  return (
    <form
      className="service-form"
      aria-label={draft.name || t('engines.other')}
      onSubmit={(event) => {
        event.preventDefault()
        if (problem === null) void save()
      }}
    >
      <TextInput label={t('engines.name')} value={draft.name} onChange={(name) => set({ name })} />
      <TextInput
        label={t('engines.address')}
        value={draft.address}
        placeholder="http://127.0.0.1:11434/v1"
        onChange={(address) => set({ address })}
      />
      <div className="field">
        <TextInput label={t('engines.model')} value={draft.model} onChange={(model) => set({ model })} />
        {models.length > 0 ? (
          <ActionMenu
            label={t('engines.models')}
            text={t('engines.models')}
            actions={models.map((model) => ({ id: model, label: model, run: () => set({ model }) }))}
          />
        ) : (
          <TextButton isDisabled={!canList} onPress={listModels}>
            {t('engines.listModels')}
          </TextButton>
        )}
      </div>
      <ChoiceField
        label={t('engines.shape')}
        value={draft.shape}
        choices={[
          { id: 'openai', label: t('engines.shapes.openai') },
          { id: 'gemini', label: t('engines.shapes.gemini') },
        ]}
        onChange={(shape) => set({ shape })}
      />
      <details>
        <summary>{t('engines.limits')}</summary>
        <NumberInput
          label={t('engines.pagesAtOnce')}
          value={draft.pagesAtOnce}
          most={64}
          onChange={(pagesAtOnce) => set({ pagesAtOnce: Math.max(1, pagesAtOnce) })}
        />
        <NumberInput
          label={t('engines.requestsPerMinute')}
          value={draft.requestsPerMinute ?? 0}
          onChange={(n) => set({ requestsPerMinute: n || null })}
        />
        <NumberInput
          label={t('engines.tokensPerMinute')}
          value={draft.tokensPerMinute ?? 0}
          most={1_000_000_000}
          onChange={(n) => set({ tokensPerMinute: n || null })}
        />
        <TextInput
          label={t('engines.inputPrice')}
          value={draft.inputPrice ?? ''}
          isNumber
          onChange={(text) => set({ inputPrice: amount(text) })}
        />
        <TextInput
          label={t('engines.outputPrice')}
          value={draft.outputPrice ?? ''}
          isNumber
          onChange={(text) => set({ outputPrice: amount(text) })}
        />
        <TextInput
          label={t('engines.maxCostPerDocument')}
          value={draft.maxCostPerDocument ?? ''}
          isNumber
          onChange={(text) => set({ maxCostPerDocument: amount(text) || null })}
        />
        <TextInput
          label={t('engines.maxCostPerMonth')}
          value={draft.maxCostPerMonth ?? ''}
          isNumber
          onChange={(text) => set({ maxCostPerMonth: amount(text) || null })}
        />
        <NumberInput
          label={t('engines.maxOutputTokens')}
          value={draft.maxOutputTokens}
          most={1_000_000}
          onChange={(n) => set({ maxOutputTokens: n })}
        />
        <NumberInput
          label={t('engines.picturePx')}
          value={draft.picturePx}
          most={8000}
          onChange={(n) => set({ picturePx: n })}
        />
        <label className="field field-tall">
          <span>{t('engines.prompt')}</span>
          <textarea
            className="input wide"
            rows={4}
            value={draft.prompt}
            placeholder={t('engines.promptHint')}
            onChange={(event) => set({ prompt: event.target.value })}
          />
        </label>
      </details>
      {host !== null && draft.address.startsWith('http:') && (
        <p className="note note-bad">{t('engines.unencrypted', { host })}</p>
      )}
      {problem !== null && draft.address !== '' && draft.model !== '' && (
        <p className="note note-bad" role="alert">
          {problem}
        </p>
      )}
      <div className="sheet-actions">
        <TextButton onPress={onClose}>{t('app.cancel')}</TextButton>
        <TextButton kind="primary" type="submit" isDisabled={problem !== null}>
          {t(isNew ? 'engines.addIt' : 'engines.save')}
        </TextButton>
      </div>
    </form>
  )
}

interface TextInputProps {
  label: string
  value: string | number
  placeholder?: string
  isNumber?: boolean
  onChange: (text: string) => void
}

function TextInput({ label, value, placeholder = '', isNumber = false, onChange }: TextInputProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className={isNumber ? 'input input-number' : 'input wide'}
        {...(isNumber ? { type: 'number', min: 0, step: 'any' } : {})}
        spellCheck={false}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

function NumberInput(props: { label: string; value: number; most?: number; onChange: (n: number) => void }) {
  const { most = 1_000_000, ...rest } = props
  return <WholeNumberField {...rest} least={0} most={most} />
}

function amount(text: string): number | null {
  const n = Number(text)
  return text.trim() === '' || !Number.isFinite(n) || n < 0 ? null : n
}

function problemOf(draft: Omit<Service, 'allowedHost'>): string | null {
  const { error } = serviceShape.omit({ allowedHost: true }).safeParse(draft)
  const [issue] = error?.issues ?? []
  return issue ? `${String(issue.path[0])}: ${issue.message}` : null
}

/** From its name: letters, digits and dashes, and none that is there already. */
function freeId({ id, name }: Service, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  const base = (id || plain || 'service').slice(0, 36)
  let free = base
  for (let n = 2; taken.includes(free); n++) free = `${base}-${n}`
  return free
}
