/** Whoever hears of something may have faults of their own: the work goes on, and the others hear of it. */
import { coerceError } from '../errors.ts'
import { log } from '../log.ts'

export function told(tell: () => void): void {
  try {
    tell()
  } catch (caught) {
    log.error({ err: coerceError(caught) }, 'a listener failed')
  }
}
