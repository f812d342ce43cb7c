/** How long a page took that two engines have read. */
import type { PageResult } from '../../src-preload/model.ts'

/** The fast reading's times in ms and, as `stage`, the time since `startedAt` (of `performance.now()`); `total` is both. */
export function timesWith({ timingsMs }: PageResult, stage: string, startedAt: number): PageResult['timingsMs'] {
  const ms = Math.round(performance.now() - startedAt)
  return { ...timingsMs, [stage]: ms, total: (timingsMs['total'] ?? 0) + ms }
}
