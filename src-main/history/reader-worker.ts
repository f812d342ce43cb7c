/** The reader in a worker thread, so that a long search never stalls the owner's main thread. */
import { parentPort, workerData } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { openReader } from './reader.ts'
import './worker-errors.ts'

if (!parentPort) throw new Error('reader-worker runs in a worker thread')
expose(openReader((workerData as { file: string }).file), nodeEndpoint(parentPort))
