/** What concerns the whole window: a lost connection, an engine in trouble, private mode. */
import { EyeOff, TriangleAlert, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../i18n/error-text.ts'
import { showDialog, showSettings, usedEngine, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { setPrivateMode } from './private-mode.tsx'

export function Banners() {
  const { t } = useTranslation()
  const { connection, heldFiles, trouble, watchTrouble, memory, settings, info } = useWindow()
  const engine = useWindow(usedEngine)
  const broken = engine?.state === 'broken' ? engine.message : null
  return (
    <>
      {(connection === 'away' || connection === 'locked') && (
        <div className="banner banner-bad" role="status">
          <Unplug size={16} aria-hidden />
          <span>
            {t(`app.${connection}`)}
            {heldFiles > 0 && ` ${t('app.held', { count: heldFiles })}`}
          </span>
        </div>
      )}
      {info?.putAside && (
        <div className="banner banner-bad" role="status">
          <TriangleAlert size={16} aria-hidden />
          <span>{t('app.putAside', { file: info.putAside })}</span>
        </div>
      )}
      {(broken || trouble) && (
        <div className="banner banner-bad" role="status">
          <TriangleAlert size={16} aria-hidden />
          <span>{broken ?? (trouble && errorText(trouble))}</span>
          <TextButton onPress={() => showDialog('engine')}>{t('engine.title')}</TextButton>
        </div>
      )}
      {watchTrouble && (
        <div className="banner banner-bad" role="status">
          <TriangleAlert size={16} aria-hidden />
          <span>{errorText(watchTrouble)}</span>
          <TextButton onPress={() => showSettings('watch')}>{t('watch.title')}</TextButton>
        </div>
      )}
      {(memory === 'waiting' || memory === 'smaller') && (
        <div className={memory === 'waiting' ? 'banner banner-bad' : 'banner'} role="status">
          <TriangleAlert size={16} aria-hidden />
          <span>{t(`monitor.banner.${memory}`)}</span>
          <TextButton onPress={() => showDialog('monitor')}>{t('monitor.title')}</TextButton>
        </div>
      )}
      {settings?.privateMode && (
        <div className="banner" role="status">
          <EyeOff size={16} aria-hidden />
          <span>{t('app.privateOn')}</span>
          <TextButton onPress={() => setPrivateMode(false)}>{t('private.turnOff')}</TextButton>
        </div>
      )}
    </>
  )
}
