/** The reader's asynchronous form, derived from it by type; its work is done in a worker thread. */
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { HistoryReader } from './reader.ts'
import './worker-errors.ts'

type Reading = Omit<HistoryReader, 'close'>
export type AsyncReader = {
  [Name in keyof Reading]: (...args: Parameters<Reading[Name]>) => Promise<ReturnType<Reading[Name]>>
} & { close: () => Promise<void> }

export function openAsyncReader(worker: URL, file: string): AsyncReader {
  const thread = new Worker(worker, { workerData: { file } })
  const remote = wrap<Reading>(nodeEndpoint(thread))
  return {
    list: (query) => remote.list(query),
    count: (filter) => remote.count(filter),
    facets: () => remote.facets(),
    totals: () => remote.totals(),
    job: (id) => remote.job(id),
    isVisible: (id) => remote.isVisible(id),
    pages: (jobId) => remote.pages(jobId),
    somePages: (jobId, pages) => remote.somePages(jobId, pages),
    outline: (jobId) => remote.outline(jobId),
    pageBatches: (jobId) => remote.pageBatches(jobId),
    stageTimingsMs: (jobId) => remote.stageTimingsMs(jobId),
    readings: (id) => remote.readings(id),
    trashed: (limit) => remote.trashed(limit),
    batches: (query) => remote.batches(query),
    refusals: (batchId) => remote.refusals(batchId),
    stateCounts: () => remote.stateCounts(),
    find: (jobId, words) => remote.find(jobId, words),
    search: (query) => remote.search(query),
    stretch: (jobId, offset, limit) => remote.stretch(jobId, offset, limit),
    examine: () => remote.examine(),
    close: async () => {
      await thread.terminate()
    },
  }
}
