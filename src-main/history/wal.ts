/** Moves what was written from the write-ahead log (WAL) into the file, which waits for the disk. */
import type { WriteDb } from './database.ts'

/** A megabyte, in pages of the log: short, so that a log takes little of a disk that is nearly full. */
const DUE_PAGES = 250
const LOOK_EVERY_MS = 200

/** `onTrouble` hears of the first error of a series: a full disk would say the same five times a second. */
export function keepWalShort(db: WriteDb, onTrouble: (caught: unknown) => void) {
  let isToBeEmptied = false
  let isTrouble = false

  /** Waits for nobody who reads or writes. */
  function checkpoint(mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE') {
    const timeoutMs = Number(db.pragma('busy_timeout', { simple: true }))
    db.pragma('busy_timeout = 0')
    try {
      const [row] = db.pragma(`wal_checkpoint(${mode})`) as { busy: number; log: number; checkpointed: number }[]
      return { isBusy: row?.busy !== 0, pagesLeft: (row?.log ?? 0) - (row?.checkpointed ?? 0) }
    } finally {
      db.pragma(`busy_timeout = ${timeoutMs}`)
    }
  }

  function look(): void {
    try {
      if (isToBeEmptied || checkpoint('NOOP').pagesLeft >= DUE_PAGES) checkpoint('PASSIVE')
      // The long part is done. While somebody reads in the log it is tried again.
      if (isToBeEmptied) isToBeEmptied = checkpoint('TRUNCATE').isBusy
      isTrouble = false
    } catch (caught) {
      // A full or failing disk: the next look tries again.
      if (!isTrouble) onTrouble(caught)
      isTrouble = true
    }
  }

  setInterval(look, LOOK_EVERY_MS)
  return {
    /** What was deleted must not go on living in the log: it is emptied as soon as nobody reads in it. */
    emptyLog(): void {
      isToBeEmptied = true
      look()
    },
  }
}
