/** The window: a side with the queue and the history, the document, and what lies over them. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { EngineDialog } from './engine/engine-dialog.tsx'
import { setLanguage } from './i18n/index.ts'
import { useAddress } from './shell/address.ts'
import { Banners } from './shell/banners.tsx'
import { DropTarget } from './shell/drop-target.tsx'
import { usePaste } from './shell/paste.ts'
import { PrivateQuestion } from './shell/private-mode.tsx'
import { useShortcuts } from './shell/shortcuts.ts'
import { Side } from './shell/side.tsx'
import { Welcome } from './shell/welcome.tsx'
import { useWindow } from './store.ts'
import { Boundary } from './ui/boundary.tsx'
import { Toasts } from './ui/toasts.tsx'
import './app.css'

/** Loaded when they are first shown: the window stands sooner without them. */
const DocumentView = lazy(async () => ({ default: (await import('./document/document-view.tsx')).DocumentView }))
const AddSheet = lazy(async () => ({ default: (await import('./shell/add-sheet.tsx')).AddSheet }))
const MonitorSheet = lazy(async () => ({ default: (await import('./monitor/monitor-sheet.tsx')).MonitorSheet }))
const SettingsDialog = lazy(async () => ({ default: (await import('./settings/settings-dialog.tsx')).SettingsDialog }))

export function App() {
  const { t, i18n } = useTranslation()
  const open = useWindow((state) => state.open)
  const ready = useWindow((state) => state.info !== null)
  const settings = useWindow((state) => state.dialog === 'settings')
  const adding = useWindow((state) => state.dialog === 'add')
  const monitoring = useWindow((state) => state.dialog === 'monitor')
  const [settingsSeen, setSettingsSeen] = useState(false)
  if (settings && !settingsSeen) setSettingsSeen(true)
  useLook()
  useShortcuts()
  useAddress()
  usePaste()
  return (
    <I18nProvider locale={i18n.language}>
      {ready ? (
        <DropTarget>
          <Side />
          <main className="main">
            <Banners />
            {open ? (
              <Boundary
                key={open.jobId}
                fallback={(message) => <p className="document-gone">{t('document.gone', { message })}</p>}
              >
                <Suspense>
                  <DocumentView open={open} />
                </Suspense>
              </Boundary>
            ) : (
              <Welcome />
            )}
          </main>
        </DropTarget>
      ) : (
        <main className="opening">{t('app.connecting')}</main>
      )}
      {settingsSeen && (
        <Suspense>
          <SettingsDialog />
        </Suspense>
      )}
      <EngineDialog />
      {monitoring && (
        <Suspense>
          <MonitorSheet />
        </Suspense>
      )}
      {adding && (
        <Suspense>
          <AddSheet />
        </Suspense>
      )}
      <PrivateQuestion />
      <Toasts />
    </I18nProvider>
  )
}

/** Language and colours, as the settings say. */
function useLook(): void {
  const language = useWindow((state) => state.settings?.window.language)
  const appearance = useWindow((state) => state.settings?.window.appearance)
  const platform = useWindow((state) => state.info?.platform)
  useEffect(() => {
    if (language) setLanguage(language)
  }, [language])
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const isDark = appearance === 'dark' || (appearance !== 'light' && dark.matches)
      document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [appearance])
  useEffect(() => {
    // The desktop's window has no title bar of its own on macOS.
    const inset = platform === 'darwin' && window.inkleaf !== undefined
    document.documentElement.dataset['inset'] = String(inset)
  }, [platform])
}
