/** Waiting on behalf of a client. */
import type { FastifyReply } from 'fastify'
import { InkleafError } from '../errors.ts'

/**
 * What `wait` gives; its signal is aborted after `ms` (error `page_late`), when the client hangs up before it has its
 * answer (`hung_up`), and when the server begins to stop.
 */
export async function patiently<T>(
  reply: FastifyReply,
  stopping: AbortSignal,
  ms: number,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const late = () =>
    over.abort(
      new InkleafError(
        'page_late',
        'transient',
        `It took longer than ${Math.round(ms / 1000)} s (setting timeouts.pageMs).`,
      ),
    )
  const hungUp = () => over.abort(new InkleafError('hung_up', 'input', 'The client has hung up.'))
  const timer = setTimeout(late, ms)
  reply.raw.once('close', hungUp)
  if (reply.raw.destroyed) hungUp()
  try {
    return await wait(AbortSignal.any([stopping, over.signal]))
  } finally {
    clearTimeout(timer)
    reply.raw.off('close', hungUp)
  }
}
