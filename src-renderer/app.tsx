/** The window: a side with the queue and the history, the document, and what lies over them. */
import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { DocumentView } from './document/document-view.tsx'
import { EngineDialog } from './engine/engine-dialog.tsx'
import { setLanguage } from './i18n/index.ts'
import { SettingsDialog } from './settings/settings-dialog.tsx'
import { Banners } from './shell/banners.tsx'
import { DropTarget } from './shell/drop-target.tsx'
import { usePaste } from './shell/paste.ts'
import { useShortcuts } from './shell/shortcuts.ts'
import { Side } from './shell/side.tsx'
import { Welcome } from './shell/welcome.tsx'
import { useWindow } from './store.ts'
import { Boundary } from './ui/boundary.tsx'
import { Toasts } from './ui/toasts.tsx'
import './app.css'

export function App() {
  const { t, i18n } = useTranslation()
  const open = useWindow((state) => state.open)
  const ready = useWindow((state) => state.info !== null)
  useLook()
  useShortcuts()
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
                <DocumentView open={open} />
              </Boundary>
            ) : (
              <Welcome />
            )}
          </main>
        </DropTarget>
      ) : (
        <main className="opening">{t('app.connecting')}</main>
      )}
      <SettingsDialog />
      <EngineDialog />
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
