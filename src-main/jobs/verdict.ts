/** What follows from a failed try. */
import { MIN_DPI } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { InkleafError } from '../errors.ts'
import type { Claim, Outcome } from '../history/store.ts'

/** An unforeseen error of ours or a time-out may pass, but is not worth five tries. */
const FEW_TRIES = 2
const DEATHS_ALONE = 2
const LOWER_DPI = 0.6

/** What was going on when the try failed. */
export interface Circumstances {
  /** The engine's process ended while the page was at work. */
  engineDied: boolean
  /** ... and the page was the only one. */
  alone: boolean
  /** ... and it seems to have run out of memory. */
  outOfMemory: boolean
  dpi: number
}

export function verdict(
  error: InkleafError,
  claim: Claim,
  { engineDied, alone, outOfMemory, dpi }: Circumstances,
  retries: Settings['retries'],
  now: number,
  random: () => number = Math.random,
): Outcome {
  const failure = error.toFailure()
  const failed: Outcome = { type: 'failed', failure }
  const again = (
    delayMs: number,
    more: { free?: boolean; lowerDpi?: number; suspect?: boolean; death?: boolean } = {},
  ): Outcome => ({
    type: 'again',
    failure,
    notBefore: delayMs === 0 ? 0 : now + delayMs,
    free: false,
    ...more,
  })

  if (engineDied) {
    if (!alone) return again(0, { free: true, suspect: true })
    if (outOfMemory && claim.lowerDpi === null) return again(0, { suspect: true, lowerDpi: lower(dpi) })
    if (claim.deaths + 1 >= DEATHS_ALONE) return { type: 'failed', failure: crashes(outOfMemory) }
    return again(0, { free: true, suspect: true, death: true })
  }
  if (error.scope === 'engine') return again(0, { free: true, suspect: claim.suspect })
  switch (error.kind) {
    case 'input':
      return failed
    case 'resource':
      return claim.lowerDpi === null ? again(0, { lowerDpi: lower(dpi) }) : failed
    case 'transient':
    case 'defect': {
      const most =
        error.kind === 'defect' || error.code === 'page_timeout'
          ? Math.min(FEW_TRIES, retries.maxTries)
          : retries.maxTries
      return claim.tries < most ? again(backoffMs(claim.tries, retries, random)) : failed
    }
    default:
      return error.kind satisfies never
  }
}

/** Doubles with each try; half of it is chance, so that pages that failed together don't come back together. */
export function backoffMs(
  tries: number,
  { baseDelayMs, maxDelayMs }: Settings['retries'],
  random: () => number,
): number {
  const full = Math.min(maxDelayMs, baseDelayMs * 2 ** (tries - 1))
  return Math.round(full / 2 + (full / 2) * random())
}

function lower(dpi: number): number {
  return Math.max(MIN_DPI, Math.round(dpi * LOWER_DPI))
}

function crashes(outOfMemory: boolean) {
  return outOfMemory
    ? {
        code: 'out_of_memory',
        kind: 'resource' as const,
        message: 'The page needs more memory than there is. Try a lower --dpi.',
      }
    : {
        code: 'engine_crashed',
        kind: 'defect' as const,
        message: 'The page ends the recognition process each time it is read. It was left out.',
      }
}
