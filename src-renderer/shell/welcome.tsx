/** What is shown where no document is open: how to begin. */
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { keys } from '../ui/format.ts'
import { chooseFiles, readSample } from './add-files.ts'

export function Welcome() {
  const { t } = useTranslation()
  const some = useWindow((state) => state.jobs.size > 0 || state.side === 'history')
  return (
    <section className="welcome">
      <div className="welcome-mark">
        <FileText size={40} strokeWidth={1.5} aria-hidden />
      </div>
      <h1>{t('welcome.title')}</h1>
      <p>{some ? t('welcome.pick') : t('welcome.hint')}</p>
      <TextButton kind="primary" onPress={() => void chooseFiles()}>
        {t('welcome.choose')}
      </TextButton>
      {!some && <TextButton onPress={() => void readSample()}>{t('welcome.sample')}</TextButton>}
      <small>
        {t('welcome.paste', { keys: keys('Mod+V') })} {t('welcome.kinds')}
      </small>
    </section>
  )
}
