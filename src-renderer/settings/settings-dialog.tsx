/** The settings, each saved as it is changed. */
import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { MAX_DPI, MIN_DPI } from '../../src-preload/model.ts'
import { LEAST_MEMORY_BYTES, type Settings, type SettingsPatch } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { downloadBlob } from '../document/export.ts'
import { EnginesPanel } from '../engine/engines-panel.tsx'
import { setPrivateMode } from '../shell/private-mode.tsx'
import { showDialog, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ChoiceField, LineField, SwitchField, WholeNumberField } from '../ui/fields.tsx'
import { attempt, say } from '../ui/toasts.tsx'
import { ApiPanel } from './api-panel.tsx'
import { ExportPanel } from './export-panel.tsx'
import { ReadingFields } from './reading-fields.tsx'
import { WatchPanel } from './watch-panel.tsx'
import './settings.css'

const MB = 1_000_000
const MEGAPIXEL = 1_000_000
/** Where the number is set by hand, to begin with. */
const USUAL_PAGES = 3
const LEAST_MB = LEAST_MEMORY_BYTES / MB

/** As desktop/command-install.ts gives it. */
interface InstalledCommand {
  path: string
  shellLine: string | null
}

interface PanelProps {
  settings: Settings
  set: (patch: SettingsPatch) => void
}

export function SettingsDialog() {
  const { t } = useTranslation()
  const isOpen = useWindow((state) => state.dialog === 'settings')
  const settings = useWindow((state) => state.settings)
  const part = useWindow((state) => state.settingsPart)
  const set = (patch: SettingsPatch) => void attempt(bridge.call('settings.set', { patch }))
  if (!settings) return null
  const panels = {
    reading: ReadingPanel,
    engines: EnginesPanel,
    exports: ExportPanel,
    watch: WatchPanel,
    storage: StoragePanel,
    window: WindowPanel,
    ...(bridge.desktop ? { desktop: DesktopPanel } : {}),
    api: ApiPanel,
    work: WorkPanel,
  }
  const names = Object.keys(panels) as (keyof typeof panels &
    ('reading' | 'engines' | 'watch' | 'work' | 'storage' | 'exports' | 'window' | 'api' | 'desktop'))[]
  return (
    <Sheet title={t('settings.title')} isOpen={isOpen} onClose={() => showDialog(null)} wide>
      <Tabs className="settings" defaultSelectedKey={part}>
        <TabList aria-label={t('settings.title')} className="segments">
          {names.map((name) => (
            <Tab key={name} id={name} className="segment">
              {t(`settings.${name}`)}
            </Tab>
          ))}
        </TabList>
        {names.map((name) => {
          const Panel = panels[name]
          return (
            <TabPanel key={name} id={name} className="settings-panel">
              {Panel && <Panel settings={settings} set={set} />}
            </TabPanel>
          )
        })}
      </Tabs>
    </Sheet>
  )
}

function ReadingPanel({ settings, set }: PanelProps) {
  const { t } = useTranslation()
  return (
    <>
      <ReadingFields value={settings.reading} least={MIN_DPI} most={MAX_DPI} onChange={(reading) => set({ reading })} />
      <p className="note">{t('settings.appliesNext')}</p>
    </>
  )
}

function WorkPanel({ settings, set }: PanelProps) {
  const { t } = useTranslation()
  const { pagesInFlight, memory, backend, dtype, timeouts, retries } = settings
  return (
    <>
      <SwitchField
        label={t('settings.pagesAuto')}
        value={pagesInFlight === 'auto'}
        onChange={(auto) => set({ pagesInFlight: auto ? 'auto' : USUAL_PAGES })}
      />
      {pagesInFlight !== 'auto' && (
        <WholeNumberField
          label={t('settings.pagesInFlight')}
          value={pagesInFlight}
          least={1}
          most={16}
          onChange={(next) => set({ pagesInFlight: next })}
        />
      )}
      <WholeNumberField
        label={t('settings.memoryPercent')}
        value={memory.maxPercent}
        least={10}
        most={100}
        onChange={(maxPercent) => set({ memory: { maxPercent } })}
      />
      <WholeNumberField
        label={t('settings.memoryMegabytes')}
        value={Math.round((memory.maxBytes ?? 0) / MB)}
        least={0}
        most={1_000_000}
        onChange={(size) => set({ memory: { maxBytes: size === 0 ? null : Math.max(LEAST_MB, size) * MB } })}
      />
      <ChoiceField
        label={t('settings.backend')}
        value={backend}
        choices={[
          { id: 'auto', label: t('settings.backendAuto') },
          { id: 'mlx', label: 'MLX' },
          { id: 'onnxruntime', label: 'ONNX Runtime' },
        ]}
        onChange={(next) => set({ backend: next })}
      />
      <ChoiceField
        label={t('settings.dtype')}
        value={dtype}
        choices={[
          { id: 'float32', label: 'float32' },
          { id: 'float16', label: 'float16' },
        ]}
        onChange={(next) => set({ dtype: next })}
      />
      <WholeNumberField
        label={t('settings.maxAttempts')}
        value={retries.maxAttempts}
        least={1}
        most={20}
        onChange={(maxAttempts) => set({ retries: { maxAttempts } })}
      />
      <WholeNumberField
        label={t('settings.retrySeconds')}
        value={retries.baseDelayMs / 1000}
        least={0}
        most={600}
        onChange={(seconds) => set({ retries: { baseDelayMs: seconds * 1000 } })}
      />
      <WholeNumberField
        label={t('settings.maxRetrySeconds')}
        value={retries.maxDelayMs / 1000}
        least={0}
        most={3600}
        onChange={(seconds) => set({ retries: { maxDelayMs: seconds * 1000 } })}
      />
      <WholeNumberField
        label={t('settings.pageSeconds')}
        value={timeouts.pageMs / 1000}
        least={5}
        most={3600}
        onChange={(seconds) => set({ timeouts: { pageMs: seconds * 1000 } })}
      />
      <WholeNumberField
        label={t('settings.jobMinutes')}
        value={(timeouts.jobMs ?? 0) / 60_000}
        least={0}
        most={10_000}
        onChange={(minutes) => set({ timeouts: { jobMs: minutes === 0 ? null : minutes * 60_000 } })}
      />
    </>
  )
}

function StoragePanel({ settings, set }: PanelProps) {
  const { t } = useTranslation()
  const { keepSources, limits, privateMode } = settings
  return (
    <>
      <SwitchField
        label={t('settings.privateMode')}
        value={privateMode}
        onChange={(next) => void setPrivateMode(next)}
      />
      <p className="note">{t('settings.privateHint')}</p>
      <WholeNumberField
        label={t('settings.trashDays')}
        value={settings.trashDays}
        least={0}
        most={3650}
        onChange={(trashDays) => set({ trashDays })}
      />
      <SwitchField
        label={t('settings.keepSources')}
        value={keepSources === 'copy'}
        onChange={(keep) => set({ keepSources: keep ? 'copy' : 'reference' })}
      />
      <WholeNumberField
        label={t('settings.maxPreviewMegabytes')}
        value={Math.round(limits.maxPreviewBytes / MB)}
        least={0}
        most={1_000_000}
        onChange={(megabytes) => set({ limits: { maxPreviewBytes: megabytes * MB } })}
      />
      <WholeNumberField
        label={t('settings.maxFileMegabytes')}
        value={Math.round((limits.maxFileBytes ?? 0) / MB)}
        least={0}
        most={1_000_000}
        onChange={(megabytes) => set({ limits: { maxFileBytes: megabytes === 0 ? null : megabytes * MB } })}
      />
      <WholeNumberField
        label={t('settings.maxImageMegapixels')}
        value={Math.round(limits.maxImagePixels / MEGAPIXEL)}
        least={1}
        most={10_000}
        onChange={(megapixels) => set({ limits: { maxImagePixels: megapixels * MEGAPIXEL } })}
      />
      <WholeNumberField
        label={t('settings.maxRenderMegapixels')}
        value={Math.round(limits.maxRenderPixels / MEGAPIXEL)}
        least={1}
        most={1000}
        onChange={(megapixels) => set({ limits: { maxRenderPixels: megapixels * MEGAPIXEL } })}
      />
      <WholeNumberField
        label={t('settings.maxPages')}
        value={limits.maxPages ?? 0}
        least={0}
        most={1_000_000}
        onChange={(pages) => set({ limits: { maxPages: pages === 0 ? null : pages } })}
      />
    </>
  )
}

function WindowPanel({ settings, set }: PanelProps) {
  const { t } = useTranslation()
  const { appearance, language } = settings.window
  return (
    <>
      <ChoiceField
        label={t('settings.appearance')}
        value={appearance}
        choices={(['system', 'light', 'dark'] as const).map((id) => ({ id, label: t(`settings.${id}`) }))}
        onChange={(next) => set({ window: { appearance: next } })}
      />
      <ChoiceField
        label={t('settings.language')}
        value={language}
        choices={[
          { id: 'system', label: t('settings.system') },
          { id: 'en', label: 'English' },
          { id: 'zh-CN', label: '简体中文' },
        ]}
        onChange={(next) => set({ window: { language: next } })}
      />
      <div className="field">
        <span>{t('settings.diagnosticsHint')}</span>
        <TextButton onPress={saveDiagnostics}>{t('settings.diagnostics')}</TextButton>
      </div>
    </>
  )
}

export async function saveDiagnostics(): Promise<void> {
  if (bridge.desktop) {
    await attempt(bridge.desktop.act('saveDiagnostics'))
    return
  }
  const report = await attempt(bridge.call('app.diagnostics', {}))
  if (report === undefined) return
  downloadBlob(new Blob([report], { type: 'application/json' }), 'inkleaf-diagnostics.json')
}

function DesktopPanel({ settings, set }: PanelProps) {
  const { t } = useTranslation()
  const { desktop } = settings
  const info = useWindow((state) => state.info)
  const flag = (key: 'notifications' | 'startAtLogin' | 'keepAwake' | 'menuBar' | 'updates') => (
    <SwitchField label={t(`settings.${key}`)} value={desktop[key]} onChange={(on) => set({ desktop: { [key]: on } })} />
  )
  return (
    <>
      {flag('notifications')}
      {flag('keepAwake')}
      {flag('startAtLogin')}
      {info?.platform === 'darwin' && flag('menuBar')}
      {info?.packaged && flag('updates')}
      <LineField
        label={t('settings.screenShortcut')}
        value={desktop.screenShortcut}
        onChange={(screenShortcut) => set({ desktop: { screenShortcut } })}
      />
      <LineField
        label={t('settings.clipboardShortcut')}
        value={desktop.clipboardShortcut}
        onChange={(clipboardShortcut) => set({ desktop: { clipboardShortcut } })}
      />
      {info?.packaged && <Installing isMac={info.platform === 'darwin'} />}
    </>
  )
}

/** What the app puts elsewhere, only when it is asked to. */
function Installing({ isMac }: { isMac: boolean }) {
  const { t } = useTranslation()
  const [command, setCommand] = useState<InstalledCommand | null>(null)
  const install = async () => {
    const done = await attempt(bridge.desktop?.act('installCommand') ?? Promise.resolve())
    if (done) setCommand(done as InstalledCommand)
  }
  const installAction = async () => {
    const path = await attempt(bridge.desktop?.act('installQuickAction') ?? Promise.resolve())
    if (typeof path === 'string') say(t('install.quickActionDone'))
  }
  return (
    <>
      <div className="field">
        <span>{t('install.command')}</span>
        <TextButton onPress={() => void install()}>{t('install.commandButton')}</TextButton>
      </div>
      {command && (
        <p className="note" role="status">
          {t(command.shellLine === null ? 'install.commandDone' : 'install.commandDoneLine', { path: command.path })}
          {command.shellLine !== null && <code className="field-path">{command.shellLine}</code>}
        </p>
      )}
      {isMac && (
        <div className="field">
          <span>{t('install.quickAction')}</span>
          <TextButton onPress={() => void installAction()}>{t('install.quickActionButton')}</TextButton>
        </div>
      )}
    </>
  )
}
