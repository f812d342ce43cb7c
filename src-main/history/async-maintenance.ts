/** The maintenance thread as the owner has it. The owner asks for one slice after the other, so what it writes itself comes between them. */
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { logged } from '../log.ts'
import type { MaintenanceQueries, Removed } from './maintenance.ts'
import './worker-errors.ts'

export interface Maintenance {
  removeMarked(): Promise<Removed>
  mergeIndex(): Promise<boolean>
  shrink(): Promise<boolean>
  emptyLog(): Promise<void>
  close(): Promise<void>
}

/** Told by the thread unasked. */
export interface Trouble {
  trouble: unknown
}

export function openMaintenance(worker: URL, file: string): Maintenance {
  const thread = new Worker(worker, { workerData: { file } })
  thread.on('message', ({ trouble }: Partial<Trouble>) => {
    if (trouble !== undefined) logged('the log of the history could not be moved into its file')(trouble)
  })
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
