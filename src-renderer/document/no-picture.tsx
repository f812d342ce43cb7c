/** In the place of a picture that could not be made: why, and the way to have it. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { errorText } from '../i18n/error-text.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { askForPictures } from './data.ts'

/** As `app/window-files.ts` answers where the document's password isn't known any more. */
const LOCKED: Record<number, string> = { 423: 'password_needed', 403: 'wrong_password' }

export function NoPicture({ jobId, url }: { jobId: string; url: string }) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<{ code: string; message: string } | null>(null)
  const [password, setPassword] = useState('')
  useEffect(() => {
    let current = true
    void fetch(url)
      .then(async (answer) => {
        const code = LOCKED[answer.status]
        const message = await answer.text()
        if (current && code !== undefined) setFailure({ code, message })
      })
      .catch(() => {})
    return () => {
      current = false
    }
  }, [url])
  if (!failure) return <p className="picture-none">{t('document.noPicture')}</p>
  return (
    <form
      className="picture-none"
      onSubmit={(event) => {
        event.preventDefault()
        void attempt(bridge.call('jobs.givePassword', { jobId, password }).then(askForPictures))
      }}
    >
      <p>{failure.code === 'wrong_password' ? errorText(failure) : t('document.lockedPicture')}</p>
      <input
        className="input"
        type="password"
        aria-label={t('queue.password')}
        placeholder={t('queue.password')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <TextButton type="submit" kind="primary" isDisabled={password === ''}>
        {t('queue.unlock')}
      </TextButton>
    </form>
  )
}
