/** Deletes documents in a way that can be undone. */
import i18n from 'i18next'
import { bridge } from '../bridge.ts'
import { attempt, say } from '../ui/toasts.tsx'

export async function deleteJobs(jobIds: string[]): Promise<void> {
  const done = await attempt(bridge.call('history.trash', { jobIds }))
  if (done === undefined) return
  say(i18n.t('queue.removed', { count: jobIds.length }), () => {
    void attempt(bridge.call('history.restore', { jobIds }))
  })
}
