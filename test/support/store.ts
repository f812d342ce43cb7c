/** A real history in a temporary folder, with jobs whose pages can be claimed. */
import { join } from 'node:path'
import type { Maintenance } from '../../src-main/history/async-maintenance.ts'
import { openForMaintenance, openForWriting } from '../../src-main/history/database.ts'
import { type MaintenanceQueries, maintenanceQueries } from '../../src-main/history/maintenance.ts'
import { openReader } from '../../src-main/history/reader.ts'
import { type Claim, openStore } from '../../src-main/history/store.ts'
import { type JobOptions, jobOptions } from '../../src-preload/model.ts'
import { temporaryFolder } from './folders.ts'

export function newStore(now: () => number = Date.now) {
  const file = join(temporaryFolder(), 'history.db')
  const { db } = openForWriting(file)
  const store = openStore(db, now)
  let count = 0
  return {
    file,
    db,
    store,
    maintenance: maintenanceHere(file),
    reader: () => openReader(file),
    addJob: (pages: number, options: Partial<JobOptions> = {}, name = 'file.pdf'): string => {
      const id = `job${++count}`
      const documentId = store.addDocument({ sha256: id, kind: 'pdf', bytes: 10, storedFile: `${id}.pdf` })
      store.addTask({
        id,
        documentId,
        batchId: 'batch',
        name,
        sourcePath: `/${name}`,
        options: jobOptions.parse(options),
      })
      if (pages > 0)
        store.opened(
          id,
          pages,
          Array.from({ length: pages }, (_, n) => n + 1),
        )
      return id
    },
    claim: (suspects = false): Claim | null => store.claim('local', 1000, suspects),
  }
}

/** What the maintenance thread does, without a thread. */
function maintenanceHere(file: string): Maintenance {
  const slice = async <T>(work: (queries: MaintenanceQueries) => T): Promise<T> => {
    const db = openForMaintenance(file)
    try {
      return work(maintenanceQueries(db))
    } finally {
      db.close()
    }
  }
  return {
    removeMarked: () => slice((queries) => queries.removeMarked()),
    mergeIndex: () => slice((queries) => queries.mergeIndex()),
    shrink: () => slice((queries) => queries.shrink()),
    emptyLog: async () => {},
    close: async () => {},
  }
}
