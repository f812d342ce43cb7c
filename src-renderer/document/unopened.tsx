/** A document of which no page is known: it has not been opened yet, or can't be. */
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { errorText } from '../i18n/error-text.ts'
import { PasswordForm } from '../queue/password-form.tsx'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { useDocument } from './data.ts'

export function Unopened() {
  const { t } = useTranslation()
  const job = useDocument((state) => state.job)
  if (!job || job.state === 'processing') return <p className="document-gone">{t('document.opening')}</p>
  const ids = { jobIds: [job.id] }
  return (
    <div className="unopened">
      <strong>{t(`state.${job.state}`)}</strong>
      {job.error && <p>{errorText(job.error)}</p>}
      {job.state === 'waiting_for_password' && <PasswordForm job={job} />}
      {job.state === 'paused' && (
        <TextButton onPress={() => attempt(bridge.call('jobs.resume', ids))}>{t('queue.resume')}</TextButton>
      )}
      {(job.state === 'failed' || job.state === 'cancelled') && (
        <TextButton onPress={() => attempt(bridge.call('jobs.retry', ids))}>{t('document.retryPage')}</TextButton>
      )}
    </div>
  )
}
