/** Asks for the password of a protected document. It is kept in memory only. */
import { useState } from 'react'
import { Input, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'

export function PasswordForm({ job }: { job: JobView }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  return (
    <form
      className="password"
      onSubmit={(event) => {
        event.preventDefault()
        void attempt(bridge.call('jobs.givePassword', { jobId: job.id, password }))
        setPassword('')
      }}
    >
      <TextField
        type="password"
        aria-label={t('queue.passwordFor', { name: job.name })}
        value={password}
        onChange={setPassword}
        onKeyDown={(event) => event.stopPropagation()}
      >
        <Input className="input" placeholder={t('queue.password')} />
      </TextField>
      <TextButton type="submit" kind="primary" isDisabled={password === ''}>
        {t('queue.unlock')}
      </TextButton>
    </form>
  )
}
