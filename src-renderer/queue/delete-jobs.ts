/** Deletes documents in a way that can be undone. */
import i18n from 'i18next'
import { bridge } from '../bridge.ts'
import { doStep, undoStep } from '../shell/undo.ts'
import { say } from '../ui/toasts.tsx'

export async function deleteJobs(jobIds: string[]): Promise<void> {
  const label = i18n.t('queue.removed', { count: jobIds.length })
  const step = {
    label: () => label,
    undo: () => bridge.call('history.restore', { jobIds }),
    redo: () => bridge.call('history.trash', { jobIds }),
  }
  if (await doStep(step, step.redo)) say(label, () => undoStep(step))
}
