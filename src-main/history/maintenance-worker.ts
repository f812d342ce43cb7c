/** The maintenance thread: it waits for the disk, so that the owner's main thread never does. */
import { parentPort, workerData } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { openForMaintenance } from './database.ts'
import { maintenanceQueries } from './maintenance.ts'
import { keepWalShort } from './wal.ts'
import './worker-errors.ts'

if (!parentPort) throw new Error('maintenance-worker runs in a worker thread')
const db = openForMaintenance((workerData as { file: string }).file)
expose({ ...maintenanceQueries(db), ...keepWalShort(db) }, nodeEndpoint(parentPort))
