/** How the machine and the work did: a row a minute, for a day. */
import { type Sample, sample } from '../../src-preload/monitor.ts'
import type { WriteDb } from './database.ts'

const DAY_MS = 86_400_000

export function sampleQueries(db: WriteDb) {
  const keep = db.prepare('INSERT OR REPLACE INTO samples (at, sample) VALUES (?, ?)')
  const forget = db.prepare('DELETE FROM samples WHERE at <= ? OR at > ?')
  const since = db.prepare<[number], { sample: string }>('SELECT sample FROM samples WHERE at > ? ORDER BY at')
  const store = db.transaction((one: Sample) => {
    keep.run(one.at, JSON.stringify(one))
    // Also what a clock that was ahead has left.
    forget.run(one.at - DAY_MS, one.at)
  })
  return {
    /** Those older than a day go. */
    keepSample: (one: Sample) => void store.immediate(one),
    /** Oldest first; what an older version wrote otherwise is left out. */
    samples: (from: number): Sample[] =>
      since.all(from).flatMap((row) => sample.safeParse(JSON.parse(row.sample)).data ?? []),
  }
}
