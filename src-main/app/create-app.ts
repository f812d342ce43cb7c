/** Wires the rooms together; the only place that does. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { CoreEvent, Handlers } from '../../src-preload/contract.ts'
import { PdfPool } from '../documents/pdf-pool.ts'
import { LocalEngine } from '../engines/local.ts'
import { InkleafError } from '../errors.ts'
import { type AsyncReader, openAsyncReader } from '../history/async-reader.ts'
import { openForWriting } from '../history/database.ts'
import { HistoryStore } from '../history/store.ts'
import { JobQueue } from '../jobs/queue.ts'
import type { Settings } from '../settings/schema.ts'
import { readSettings } from '../settings/store.ts'
import { Supervisor } from '../sidecar/supervisor.ts'
import { type ControlServer, serveControl } from './control-server.ts'
import { takeOwnership } from './owner-lock.ts'
import { makeFolders, newSocketFolder, type Runtime } from './runtime.ts'

export interface AppOptions {
  runtime: Runtime
  /** `added`: work only on what is added from now on. */
  scope: 'all' | 'added'
  /** Over what is in the settings file. */
  settings?: Partial<Settings>
}

export interface App {
  readonly queue: JobQueue
  readonly history: AsyncReader
  readonly supervisor: Supervisor
  readonly settings: Settings
  readonly control: ControlServer
  readonly handlers: Handlers
  /** Where a damaged history was put aside to, if one was. */
  readonly putAside: string | null
  close(): Promise<void>
}

/** Null where another process owns the data folder: ask it over its control socket instead. */
export async function createApp({ runtime, scope, settings: overrides }: AppOptions): Promise<App | null> {
  makeFolders(runtime)
  const ownership = takeOwnership(runtime.ownerFile)
  if (!ownership) return null
  const settings: Settings = { ...readSettings(runtime.settingsFile), ...overrides }
  const { db, putAside } = openForWriting(runtime.databaseFile)
  const store = new HistoryStore(db)
  const history = openAsyncReader(runtime.workers.history, runtime.databaseFile)
  const supervisor = new Supervisor({
    command: () => sidecarCommand(runtime, settings),
    logsFolder: runtime.logsFolder,
  })
  const local = new LocalEngine({
    supervisor,
    capacity: () => settings.pagesInFlight,
    maxImagePixels: settings.limits.maxImagePixels,
  })
  const pdf = new PdfPool({
    worker: runtime.workers.pdf,
    pdfjsFolder: runtime.pdfjsFolder,
    maxRenderPixels: settings.limits.maxRenderPixels,
    // Drawing is a tenth of a page's work at most; a second thread pays where cores are left over.
    threads: availableParallelism() >= 6 ? 2 : 1,
  })
  const queue = new JobQueue({
    store,
    engines: [local],
    opener: { pdf, inspectImage: (path) => local.inspectImage(path), limits: settings.limits },
    settings,
    sourcesFolder: runtime.sourcesFolder,
    peakBytes: () => supervisor.lastStatus?.peakRssBytes ?? 0,
  })
  const handlers = makeHandlers(queue, history)
  const control = await serveControl(runtime.controlSocket, handlers)
  queue.on('event', (event: CoreEvent) => control.broadcast(event))
  queue.start(scope)
  return {
    queue,
    history,
    supervisor,
    settings,
    control,
    handlers,
    putAside,
    close: async () => {
      await queue.close()
      await Promise.all([local.close(), pdf.stop(), history.close(), control.close()])
      store.close()
      ownership.release()
    },
  }
}

function makeHandlers(queue: JobQueue, history: AsyncReader): Handlers {
  const done = (_nothing: undefined): null => null
  return {
    'jobs.add': ({ batchId, ...rest }) => queue.add(batchId === undefined ? rest : { ...rest, batchId }),
    'jobs.list': () =>
      history.list({ states: ['pending', 'processing', 'paused', 'waiting_for_password'], limit: 10_000 }),
    'jobs.pages': ({ jobId }) => history.pages(jobId),
    'jobs.pause': async ({ jobIds }) => done(void queue.pause(jobIds)),
    'jobs.resume': async ({ jobIds }) => done(void queue.resume(jobIds)),
    'jobs.cancel': async ({ jobIds }) => done(void queue.cancel(jobIds)),
    'jobs.retry': async ({ jobIds, pages }) => done(void queue.retry(jobIds, pages ?? null)),
    'jobs.setPriority': async ({ jobIds, priority }) => done(void queue.setPriority(jobIds, priority)),
    'jobs.givePassword': async ({ jobId, password }) => done(void queue.givePassword(jobId, password)),
    'history.remove': async ({ jobIds }) => ({ removed: await queue.remove(jobIds) }),
  }
}

export function sidecarCommand({ python, modelsFolder }: Runtime, { backend, dtype }: Settings) {
  const socket = join(newSocketFolder(), 'sidecar.sock')
  if (socket.length > 100)
    throw new InkleafError('socket_path', 'input', `The temporary folder's path is too long: ${socket}. Set TMPDIR.`)
  const chosen = backend === 'auto' ? [] : ['--backend', backend, '--dtype', dtype]
  return {
    python,
    socket,
    arguments: ['-m', 'inkleaf_sidecar', '--socket', socket, '--models', modelsFolder, ...chosen],
  }
}
