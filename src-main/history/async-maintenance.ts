/** The maintenance thread as the owner has it. The owner asks for one slice after the other, so what it writes itself comes between them. */
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { MaintenanceQueries, Removed } from './maintenance.ts'
import './worker-errors.ts'

export interface Maintenance {
  removeMarked(): Promise<Removed>
  mergeIndex(): Promise<boolean>
  shrink(): Promise<boolean>
  emptyLog(): Promise<void>
  close(): Promise<void>
}

export function openMaintenance(worker: URL, file: string): Maintenance {
  const thread = new Worker(worker, { workerData: { file } })
  const remote = wrap<MaintenanceQueries & { emptyLog(): void }>(nodeEndpoint(thread))
  return {
    removeMarked: () => remote.removeMarked(),
    mergeIndex: () => remote.mergeIndex(),
    shrink: () => remote.shrink(),
    emptyLog: () => remote.emptyLog(),
    close: async () => {
      await thread.terminate()
    },
  }
}
