/** Waiting for something to become of a job. */
import type { CoreEvent } from '../../src-preload/contract.ts'

type Listener = (event: CoreEvent) => void

/** Resolves once `isSo` holds: asked at once, and after each event of the job. Rejects when `signal` aborts. */
export function until(
  queue: { on(name: 'event', listener: Listener): unknown; off(name: 'event', listener: Listener): unknown },
  jobId: string,
  isSo: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    if (isSo()) resolve()
  }
  const onEvent = (event: CoreEvent) => {
    const ids = event.type === 'job' ? [event.job.id] : event.type === 'page' ? [event.jobId] : []
    const removed = event.type === 'removed' ? event.jobIds : []
    if ([...ids, ...removed].includes(jobId)) look()
  }
  const onAbort = () => reject(signal.reason)
  queue.on('event', onEvent)
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  else look()
  return promise.finally(() => {
    queue.off('event', onEvent)
    signal.removeEventListener('abort', onAbort)
  })
}
