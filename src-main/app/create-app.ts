/** Wires the rooms together; the only place that does. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ApiView, CoreEvent } from '../../src-preload/contract.ts'
import { hasEnded } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { AwakeClock } from '../awake-clock.ts'
import { PdfPool } from '../documents/pdf-pool.ts'
import { Previews } from '../documents/previews.ts'
import { languagesIn, SYSTEM_FOLDERS } from '../engines/by-lines/tesseract-languages.ts'
import { CLUSTER_ENGINE, Engines } from '../engines/registry.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { openMaintenance } from '../history/async-maintenance.ts'
import { openAsyncReader } from '../history/async-reader.ts'
import { markDamaged, openForWriting } from '../history/database.ts'
import { examineIfDue } from '../history/examination.ts'
import { RepeatableRequests } from '../history/repeatable-requests.ts'
import { openStore } from '../history/store.ts'
import { Questions } from '../jobs/questions.ts'
import { JobQueue } from '../jobs/queue.ts'
import { ended, log, logged, openLog } from '../log.ts'
import { Languages } from '../models/languages.ts'
import { Models } from '../models/models.ts'
import { Governor } from '../monitor/governor.ts'
import { Looks } from '../monitor/looks.ts'
import { Monitor } from '../monitor/monitor.ts'
import { isPackaged } from '../packaged.ts'
import { KeyStore, type Sealer } from '../settings/keys.ts'
import { isRedisInEnvironment, redisEnvironment, redisUrl } from '../settings/redis-url.ts'
import { changed, settingsInFile } from '../settings/store.ts'
import type { Supervisor } from '../sidecar/supervisor.ts'
import { WorkClock } from '../work-clock.ts'
import { type ControlServer, serveControl } from './control-server.ts'
import { Exporter } from './exporter.ts'
import { EventFeed } from './feed.ts'
import { makeHandlers, type SettingsChange } from './handlers.ts'
import { takeOwnership } from './owner-lock.ts'
import type { CorePort } from './port.ts'
import { newPrivateFolder, sweepPrivateFolder } from './private-folder.ts'
import { makeFolders, PYTHON_FLAGS, type Runtime } from './runtime.ts'
import { makeService } from './service.ts'
import { leftBehind, sweep } from './storage.ts'
import { VERSION } from './version.ts'
import { WatchedFolder } from './watched-folder.ts'

/** Ended jobs that a window's queue shows at most. */
const MAX_ENDED = 200

export interface AppOptions {
  runtime: Runtime
  /** `added`: work only on what is added from now on. */
  scope: 'all' | 'added'
  /** Over what is in the settings file, for this run only. */
  settings?: Partial<Settings>
  /** Default: the file in the data folder. */
  settingsStore?: SettingsStore
  /** What the app holds besides this process, bytes: the desktop's windows. */
  besidesBytes?: () => number
  /** How often the watched folder is looked at; default: every 3 s. */
  watchEveryMs?: number
  /** The system's keychain; default: keys are kept in a file. */
  sealer?: () => Sealer | null
}

export interface SettingsStore {
  read(): Settings
  write(settings: Settings): void | Promise<void>
}

/** The core: the port, and what lies behind it (for those who look into it: tests, benchmarks). */
export interface App extends CorePort {
  readonly queue: JobQueue
  readonly supervisor: Supervisor
  readonly exporter: Exporter
}

/** Null where another process owns the data folder: ask it over its control socket instead. */
export async function createApp(options: AppOptions): Promise<App | null> {
  makeFolders(options.runtime)
  const ownership = takeOwnership(options.runtime.ownerFile)
  if (!ownership) return null
  /** What to end, in the order in which it was made. */
  const closers: Closer[] = [() => ownership.release(), openLog(options.runtime.logsFolder)]
  try {
    const app = await build(options, closers)
    log.info({ version: VERSION, node: process.version, platform: process.platform, scope: options.scope }, 'started')
    return app
  } catch (caught) {
    log.fatal({ err: coerceError(caught) }, 'could not be started')
    await closeAll(closers)
    throw caught
  }
}

type Closer = () => unknown

/** The newest first; one that fails to end does not keep the others. */
async function closeAll(closers: Closer[]): Promise<void> {
  for (const close of closers.splice(0).reverse())
    await Promise.resolve().then(close).catch(logged('a part could not be ended'))
}

async function build(
  { runtime, scope, settings: overrides, settingsStore, sealer, besidesBytes, watchEveryMs }: AppOptions,
  closers: Closer[],
): Promise<App> {
  const saved = settingsStore ?? settingsInFile(runtime.settingsFile)
  const usual = saved.read()
  const settings: Settings = { ...usual, ...overrides }
  const { db, putAside } = openForWriting(runtime.databaseFile)
  const store = openStore(db)
  closers.push(() => store.close())
  const history = openAsyncReader(runtime.workers.history, runtime.databaseFile)
  closers.push(() => history.close())
  const maintenance = openMaintenance(runtime.workers.maintenance, runtime.databaseFile)
  closers.push(() => maintenance.close())
  const models = new Models({
    folder: runtime.vlmFolder,
    hub: () => settings.vlm.hub,
    chosen: () => settings.vlm.model,
  })
  closers.push(() => models.close())
  const languages = new Languages({
    places: {
      tesseract: { folder: runtime.tessdataFolder, address: () => settings.tesseract.dataFrom },
      nets: { folder: runtime.netsFolder, address: () => settings.nets.from },
    },
    bySystem: () => languagesIn(SYSTEM_FOLDERS),
  })
  closers.push(() => languages.close())
  const keys = new KeyStore(runtime.keysFile, sealer)
  const governor: Governor = new Governor({
    settings,
    waiting: () => queue.pagesWaiting(),
    giveBack: () => engines.giveBack(),
    sleep: () => supervisor.sleep(),
  })
  /** Remembered: a keychain is opened for it, which some systems ask the user about. */
  let knownRedis: { for: string; url: string | null } | null = null
  const redis = () => {
    const named = settings.cluster.redis
    if (knownRedis?.for !== named)
      knownRedis = { for: named, url: redisUrl(settings.cluster, () => keys.get(CLUSTER_ENGINE)) }
    return knownRedis.url
  }
  const forgetRedis = async () => {
    knownRedis = null
    await engines.otherRedis()
  }
  const engines: Engines = new Engines({
    command: (kind, vlmFolder = '') => {
      if (kind === 'vlm') return vlmCommand(runtime, vlmFolder)
      if (kind === 'cluster') return gatewayCommand(runtime, redis() ?? '', settings.cluster.prefix)
      return sidecarCommand(runtime, settings, kind)
    },
    logsFolder: runtime.logsFolder,
    pagesInFlight: () => governor.pages(),
    maxImagePixels: () => settings.limits.maxImagePixels,
    vlm: {
      model: () => models.chosen(),
      pagesAtOnce: () => settings.vlm.pagesAtOnce,
      idleMinutes: () => settings.vlm.idleMinutes,
      wholePages: () => settings.vlm.wholePages,
    },
    tessdataFolder: runtime.tessdataFolder,
    netsFolder: runtime.netsFolder,
    redis,
    isRedisInEnvironment: isRedisInEnvironment(),
    readsHere: () => settings.cluster.readsHere,
    services: () => settings.services,
    keys,
    ledger: {
      record: (spent) => store.recordSpending(spent),
      ofJob: (engine, jobId) => store.spentOnJob(engine, jobId),
      ofMonth: (engine) => store.spentThisMonth(engine),
    },
  })
  closers.push(() => engines.close())
  const { supervisor, images } = engines
  const clock = new AwakeClock()
  const pageClock = new WorkClock(clock, () => governor.workRate)
  const previews = new Previews({
    folder: runtime.previewsFolder,
    maxBytes: () => settings.limits.maxPreviewBytes,
    images,
  })
  const pdf = new PdfPool({
    worker: runtime.workers.pdf,
    pdfjsFolder: runtime.pdfjsFolder,
    maxRenderPixels: () => settings.limits.maxRenderPixels,
    // Drawing is a tenth of a page's work at most; a second thread pays where cores are left over.
    threads: availableParallelism() >= 6 ? 2 : 1,
    limitMs: () => settings.timeouts.pageMs,
    clock: pageClock,
  })
  closers.push(() => pdf.stop())
  const queue: JobQueue = new JobQueue({
    store,
    maintenance,
    engines: engines.all(),
    fast: engines.fast,
    text: engines.text,
    opener: { pdf, images, limits: () => settings.limits },
    clock,
    pageClock,
    scale: () => governor.scale,
    settings,
    sourcesFolder: runtime.sourcesFolder,
    peakBytes: () => supervisor.lastStatus?.peakRssBytes ?? 0,
    onForgotten: (sha256) => previews.forget(sha256),
  })
  const looks = new Looks({
    readers: () => engines.readers(),
    others: () => engines.otherProcesses(),
    besidesBytes: besidesBytes ?? (() => 0),
  })
  closers.push(() => looks.stop())
  looks.on('look', (look) => governor.take(look))
  const monitor = new Monitor({
    dataFolder: runtime.dataFolder,
    looks,
    pace: () => governor.pace,
    waiting: () => queue.pagesWaiting(),
    keep: (sample) => store.keepSample(sample),
  })
  closers.push(() => monitor.stop())
  queue.on('attempt', (attempt) => monitor.attempted(attempt))
  const requests = new RepeatableRequests(db)
  const service = makeService({
    store,
    history,
    queue,
    pdf,
    images,
    supervisor,
    monitor,
    answerOnce: (...asked) => requests.answer(...asked),
    pagesInFlight: () => Math.max(1, governor.pages()),
    pagePicture: (...asked) => pagePicture(...asked),
  })
  let api: ApiView = { address: null, message: null }
  const feed = new EventFeed(() => ({
    jobs: store.listed(MAX_ENDED),
    settings,
    engines: engines.views(),
    models: [...models.list(), ...languages.list()],
    pace: governor.pace,
    api,
    info: { version: VERSION, platform: process.platform, putAside, packaged: isPackaged },
    watch: watched.trouble,
  }))
  const { trash } = queue
  let control: ControlServer | null = null
  const tell = (event: CoreEvent) => {
    control?.broadcast(event)
    feed.tell(event)
  }
  const tellModels = () => tell({ type: 'models', models: [...models.list(), ...languages.list()] })
  const settingsListeners = new Set<() => void>()
  const write = async (patch: SettingsChange) => {
    const before = { ...settings }
    const next = changed(settings, typeof patch === 'function' ? patch(settings) : patch)
    await saved.write(withoutOverrides(next, usual, overrides))
    // Everything holds this one object, so that a change holds from now on.
    Object.assign(settings, next)
    return { before, next }
  }
  /** One that works on what is added from now on only is a command: it watches nothing. */
  const follow = () => {
    if (scope === 'all') watched.hurry()
  }
  let lastWrite: Promise<unknown> = Promise.resolve()
  const changeSettings = async (patch: SettingsChange) => {
    // One after the other: each starts from what the last one made.
    const written = lastWrite.then(() => write(patch))
    // Whoever asked for it hears of it.
    lastWrite = written.catch(ended)
    const { before, next } = await written
    tell({ type: 'settings', settings })
    for (const listener of settingsListeners) listener()
    if (looks.last) governor.take(looks.last)
    follow()
    if (JSON.stringify(before.services) !== JSON.stringify(next.services)) {
      if (engines.sync()) await queue.setEngines(engines.all())
      tell({ type: 'engines', engines: engines.views() })
    }
    if (before.cluster.redis !== next.cluster.redis || before.cluster.prefix !== next.cluster.prefix)
      await forgetRedis()
    if (before.vlm.model !== next.vlm.model) {
      await engines.otherModel()
      tellModels()
    }
    if (before.privateMode && !next.privateMode) await trash.forgetPrivate()
    const other = before.backend !== next.backend || before.dtype !== next.dtype
    if (other && supervisor.state === 'ready') await supervisor.restart()
    return next
  }
  const pagePicture: App['pagePicture'] = async (jobId, page, size) => {
    const source = store.source(jobId)
    const kept = source && (await previews.kept(source.sha256, page, size))
    return kept ?? previews.make(await queue.page(jobId, page), size)
  }
  const exporter = new Exporter({
    store,
    history,
    sourcesFolder: runtime.sourcesFolder,
    pdf,
    images,
    pagePicture: (jobId, page) => pagePicture(jobId, page, 'page'),
  })
  const watched = new WatchedFolder({
    settings,
    store,
    exporter,
    add: (paths, options) => queue.add({ paths, options }),
    ...(watchEveryMs === undefined ? {} : { everyMs: watchEveryMs }),
    tell: (trouble) => tell({ type: 'watch', trouble }),
  })
  closers.push(() => watched.close())
  const questions = new Questions({
    store,
    engines: () => engines.all(),
    page: async (jobId, page) => (await queue.page(jobId, page)).handle,
    onDelta: (id, text) => tell({ type: 'answerDelta', id, text }),
    onAsked: (jobId) => {
      const job = store.job(jobId)
      if (job) tell({ type: 'job', job })
    },
  })
  closers.push(() => questions.close())
  const handlers = makeHandlers({
    questions,
    exporter,
    runtime,
    store,
    maintenance,
    history,
    queue,
    previews,
    settings,
    trash,
    engines,
    keys,
    models,
    languages,
    tellEngines: () => tell({ type: 'engines', engines: engines.views() }),
    changeSettings,
    monitor,
    forgetRedis,
    version: VERSION,
  })
  queue.on('event', tell)
  queue.on('event', (event) => {
    if (event.type === 'job' && hasEnded(event.job.state)) follow()
  })
  queue.on('event', (event) => {
    if (event.type === 'engine' && event.state === 'database_corrupt') markDamaged(runtime.databaseFile)
  })
  for (const keeper of [models, languages])
    keeper.on('changed', () => {
      tellModels()
      engines.modelsChanged()
    })
  governor.on('changed', (pace) => {
    tell({ type: 'pace', pace })
    queue.work()
  })
  queue.on('event', (event) => {
    if (event.type === 'job') looks.hurry()
  })
  engines.on('view', (engine) => feed.tell({ type: 'engineView', engine }))
  sweepPrivateFolder()
  const left = await leftBehind(runtime, store.endedCleanly)
  monitor.interrupted = queue.start(scope)
  closers.push(async () => {
    // First no more is taken in: what comes now may be private.
    await queue.close()
    // A page that hangs in a drawing thread would be waited for.
    await pdf.stop()
    await trash.close()
  })
  // Others are answered when everything is there.
  const served = await serveControl(runtime.controlSocket, handlers)
  control = served
  closers.push(() => served.close())
  // Nothing of this has to be done before the first page.
  follow()
  const openExaminer = () => {
    const examiner = openAsyncReader(runtime.workers.history, runtime.databaseFile)
    closers.push(() => examiner.close())
    return examiner
  }
  const afterwards = trash
    .start()
    .then(() => sweep(left, { queue, store, previews }))
    .then(() => examineIfDue(store, openExaminer, runtime.databaseFile))
    .then((message) => {
      if (message === null) store.isInOrder()
      return message
    })
    .then((message) => message && tell({ type: 'engine', engine: 'history', state: 'database_corrupt', message }))
    .catch(logged('what is done after the start failed'))
  closers.push(() => Promise.race([afterwards, history.close()]))
  return {
    queue,
    history,
    supervisor,
    settings,
    feed,
    version: VERSION,
    commandClients: () => served.clients(),
    onEvent: (listener) => {
      queue.on('event', listener)
      return () => queue.off('event', listener)
    },
    onAttempt: (listener) => {
      queue.on('attempt', listener)
      return () => queue.off('attempt', listener)
    },
    isBusy: () => queue.isBusy(),
    setPower: (power) => governor.setPower(power),
    handlers,
    service,
    exporter,
    engines: () => engines.views(),
    pagePicture,
    source: (jobId) => store.source(jobId),
    showApi: (view) => {
      api = view
      feed.tell({ type: 'apiView', api })
    },
    onClose: (close) => {
      closers.push(close)
    },
    onSettings: (listener) => {
      settingsListeners.add(listener)
      return () => settingsListeners.delete(listener)
    },
    addUpload: (input) => queue.add(input, { keep: true }),
    putAside,
    close: async () => {
      log.info('ending')
      await closeAll(closers)
    },
  }
}

/** What holds for this run only is not kept, value by value, unless it was changed. */
function withoutOverrides<T>(next: T, usual: T, overrides: unknown): T {
  if (!isPlain(overrides) || !isPlain(next) || !isPlain(usual))
    return overrides !== undefined && JSON.stringify(next) === JSON.stringify(overrides) ? usual : next
  const names = Object.keys(next) as (keyof T & string)[]
  return Object.fromEntries(
    names.map((name) => [name, withoutOverrides(next[name], (usual as T)[name], overrides[name])]),
  ) as T
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function vlmCommand({ python }: Runtime, folder: string) {
  const socket = newSocket()
  return {
    python,
    socket,
    arguments: [...PYTHON_FLAGS, '-m', 'inkleaf_sidecar', '--engine', 'vlm', '--socket', socket, '--models', folder],
  }
}

export function gatewayCommand({ python }: Runtime, redis: string, prefix: string) {
  const socket = newSocket()
  return {
    python,
    socket,
    arguments: [...PYTHON_FLAGS, '-m', 'inkleaf_cluster', 'gateway', '--socket', socket],
    env: redisEnvironment(redis, prefix),
  }
}

function newSocket(): string {
  const socket = join(newPrivateFolder('s'), 'sidecar.sock')
  if (socket.length <= 100) return socket
  throw new InkleafError('socket_path', 'input', `The temporary folder's path is too long: ${socket}. Set TMPDIR.`)
}

export function sidecarCommand(
  { python, modelsFolder }: Runtime,
  { backend, dtype }: Settings,
  engine: 'ppocr' | 'vision' = 'ppocr',
) {
  const socket = newSocket()
  const chosen = backend === 'auto' ? [] : ['--backend', backend, '--dtype', dtype]
  return {
    python,
    socket,
    arguments: [
      ...PYTHON_FLAGS,
      '-m',
      'inkleaf_sidecar',
      '--engine',
      engine,
      '--socket',
      socket,
      '--models',
      modelsFolder,
      ...chosen,
    ],
  }
}
