/** The maintenance thread: it waits for the disk, so that the owner's main thread never does. */
import { parentPort, workerData } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { Trouble } from './async-maintenance.ts'
import { openForMaintenance } from './database.ts'
import { maintenanceQueries } from './maintenance.ts'
import { keepWalShort } from './wal.ts'
import './worker-errors.ts'

const port = parentPort
if (!port) throw new Error('maintenance-worker runs in a worker thread')
const db = openForMaintenance((workerData as { file: string }).file)
// Comlink passes over what has no id; the owner writes the log.
const wal = keepWalShort(db, (caught) => port.postMessage({ trouble: caught } satisfies Trouble))
expose({ ...maintenanceQueries(db), ...wal }, nodeEndpoint(port))
