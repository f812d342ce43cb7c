/** How the machine and the work do: now, over the last day, and in sum. */
import { z } from 'zod'

const bytes = z.number().nonnegative()

export const sample = z.object({
  /** Milliseconds since 1970. */
  at: z.int(),
  /** Of all cores, 0 to 100: everybody's, and Inkleaf's own. */
  cpuPercent: z.number(),
  ownCpuPercent: z.number(),
  memoryTotalBytes: bytes,
  memoryUsedBytes: bytes,
  /** Inkleaf's share of memory: the app's process, and those of its engines. */
  appBytes: bytes,
  engineBytes: bytes,
  /** What MLX holds on the GPU, what it keeps for reuse included, and what Metal recommends; null where no GPU is used. */
  gpuBytes: bytes.nullable(),
  gpuTotalBytes: bytes.nullable(),
  /** Over the last minute. */
  pagesPerSecond: z.number(),
  /** The mean of the pages that ended since the sample before; null: none did. */
  secondsPerPage: z.number().nullable(),
  pagesInFlight: z.number(),
  pagesWaiting: z.number(),
  /** Since the sample before. */
  errors: z.number(),
  restarts: z.number(),
})
export type Sample = z.infer<typeof sample>

const distribution = z.object({ pages: z.int(), mean: z.number(), p50: z.number(), p95: z.number() })
export type Distribution = z.infer<typeof distribution>

/** What keeps memory within its ceiling: nothing, fewer pages, smaller pages, or waiting for room. */
export const MEMORY_STATES = ['free', 'fewer', 'smaller', 'waiting'] as const
/** Why there are no more pages at work: the number is fixed, it brings no more, others need the machine, battery, heat. */
export const PACE_REASONS = ['fixed', 'best', 'trying', 'busy', 'battery', 'hot'] as const

export const pace = z.object({
  /** Pages that may be at work on this machine now. */
  pages: z.int(),
  reason: z.enum(PACE_REASONS),
  memory: z.enum(MEMORY_STATES),
  machineCeilingBytes: bytes,
  /** Of Inkleaf's own processes; null: none is set. */
  ownCeilingBytes: bytes.nullable(),
  gpuCeilingBytes: bytes.nullable(),
})
export type Pace = z.infer<typeof pace>

export const monitorView = z.object({
  now: sample,
  /** The last minutes, oldest first. */
  recent: z.array(sample),
  /** Seconds that the last ten and hundred pages took; null before the first. */
  last10: distribution.nullable(),
  last100: distribution.nullable(),
  pagesCompleted: z.int(),
  pagesFailed: z.int(),
  restarts: z.int(),
  pace,
})
export type MonitorView = z.infer<typeof monitorView>

/** `seconds` in any order. */
export function distributionOf(seconds: readonly number[]): Distribution | null {
  if (seconds.length === 0) return null
  const sorted = [...seconds].sort((a, b) => a - b)
  // The nearest rank: a value that was measured.
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0
  return {
    pages: sorted.length,
    mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    p50: at(0.5),
    p95: at(0.95),
  }
}
