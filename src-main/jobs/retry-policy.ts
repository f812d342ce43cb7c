/** What follows from a failed attempt. */
import { MIN_DPI } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { InkleafError } from '../errors.ts'
import type { Claim, Outcome } from '../history/store.ts'

/** An unforeseen error of ours or a time-out may pass, but is not worth five attempts. */
const MAX_ATTEMPTS_IN_DOUBT = 2
const MAX_DEATHS_ALONE = 2
const LOWER_DPI = 0.6

/** What was going on when the attempt failed. */
export interface Circumstances {
  /** The engine's process ended by itself while the page was at work. */
  engineDied: boolean
  /** ... and the page was the only one. */
  alone: boolean
  /** ... and it seems to have run out of memory. */
  outOfMemory: boolean
  dpi: number
}

export function outcomeOf(
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
    if (claim.deaths + 1 >= MAX_DEATHS_ALONE) return { type: 'failed', failure: crashes(outOfMemory) }
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
      const max =
        error.kind === 'defect' || error.code === 'page_timeout'
          ? Math.min(MAX_ATTEMPTS_IN_DOUBT, retries.maxAttempts)
          : retries.maxAttempts
      return claim.attempts < max ? again(backoffMs(claim.attempts, retries, random)) : failed
    }
    default:
      return error.kind satisfies never
  }
}

/** Doubles with each attempt; half of it is chance, so that pages that failed together don't come back together. */
export function backoffMs(
  attempts: number,
  { baseDelayMs, maxDelayMs }: Settings['retries'],
  random: () => number,
): number {
  const full = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempts - 1))
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
        message: 'This page needs more memory than there is. Try a lower DPI.',
      }
    : {
        code: 'engine_crashed',
        kind: 'defect' as const,
        message: 'This page crashes the engine every time, so it was skipped.',
      }
}
