/** Deletes documents in a way that can be undone. */
import i18n from 'i18next'
import { bridge } from '../bridge.ts'
import { remember, undo } from '../shell/undo.ts'
import { attempt, say } from '../ui/toasts.tsx'

export async function deleteJobs(jobIds: string[]): Promise<void> {
  const done = await attempt(bridge.call('history.trash', { jobIds }))
  if (done === undefined) return
  const label = i18n.t('queue.removed', { count: jobIds.length })
  remember({
    label: () => label,
    undo: () => bridge.call('history.restore', { jobIds }),
    redo: () => bridge.call('history.trash', { jobIds }),
  })
  say(label, undo)
}
