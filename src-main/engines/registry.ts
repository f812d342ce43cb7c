/** The engines that there are: the only list of them. Settings, command line, API and window are made from it. */
import { EventEmitter } from 'node:events'
import pLimit from 'p-limit'
import type { EngineState, EngineView, KeyPlace } from '../../src-preload/contract.ts'
import { hostOf, type Service } from '../../src-preload/services.ts'
import { InkleafError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { SidecarImages, SidecarLines, SidecarText } from '../sidecar/services.ts'
import { Supervisor, type SupervisorOptions } from '../sidecar/supervisor.ts'
import { AutoEngine } from './auto.ts'
import { ByLinesEngine } from './by-lines/by-lines.ts'
import type { LineReader } from './by-lines/line-reader.ts'
import { NetsReader } from './by-lines/nets-reader.ts'
import { ReadersTurn } from './by-lines/readers-turn.ts'
import { TesseractReader } from './by-lines/tesseract-reader.ts'
import { ClusterEngine } from './cluster/cluster.ts'
import type { Engine } from './engine.ts'
import { LocalEngine } from './local.ts'
import { type Ledger, RemoteEngine } from './remote/remote.ts'
import { VlmEngine, type VlmOptions } from './vlm/vlm.ts'

/** The one that is always there, and reads pages before those that have no eye for places. */
export const DEFAULT_ENGINE = 'local'
export const VLM_ENGINE = 'vlm'
export const TESSERACT_ENGINE = 'tesseract'
export const NETS_ENGINE = 'ppocrv5'
export const AUTO_ENGINE = 'auto'
export const VISION_ENGINE = 'vision'
export const CLUSTER_ENGINE = 'cluster'
export const VLM_LOG = 'vlm.log'

/** What engines are made with. */
export interface EngineContext {
  /** How an engine's process is started; the vision model's with the folder that it is in. */
  command(kind: 'ppocr' | 'vision' | 'vlm' | 'cluster', vlmFolder?: string): ReturnType<SupervisorOptions['command']>
  logsFolder: string
  pagesInFlight(): number
  maxImagePixels(): number
  vlm: Pick<VlmOptions, 'model' | 'pagesAtOnce' | 'idleMinutes' | 'wholePages'>
  /** For Tesseract's data of the user's own. */
  tessdataFolder: string
  /** For nets of other scripts. */
  netsFolder: string
  /** Where the cluster's Redis is, with its password; null: none is named. */
  redis(): string | null
  /** It can't be changed by a setting then. */
  isRedisInEnvironment: boolean
  readsHere(): boolean
  /** As the settings have them now. */
  services(): readonly Service[]
  keys: { get(id: string): string | null; place(id: string): KeyPlace | null }
  ledger: Ledger
}

/** What is said of engines on this machine, whose pages go nowhere. */
const HERE = { name: null, host: null, key: null, spentThisMonth: null } as const

interface Events {
  /** One is in another state. */
  view: [view: EngineView]
}

const CLUSTER_STATES: Record<string, EngineState> = {
  redis_gone: 'unreachable',
  redis_refused: 'key_refused',
  redis_full: 'busy',
  no_workers: 'no_workers',
  worker_version: 'other_version',
}

export class Engines extends EventEmitter<Events> {
  readonly #context: EngineContext
  /** Of pages that are read on this machine. */
  readonly #turn = pLimit(1)
  readonly #local: LocalEngine
  readonly #vlm: VlmEngine
  readonly #vlmProcess: Supervisor
  /** Apple's own; null where there is none. */
  readonly #vision: { engine: LocalEngine; process: Supervisor } | null
  readonly #nets: ByLinesEngine
  readonly #tesseract: ByLinesEngine
  readonly #auto: AutoEngine
  readonly #cluster: ClusterEngine
  /** Hands the cluster's pages on. */
  readonly #gateway: Supervisor
  readonly #services = new Map<string, RemoteEngine>()
  /** Of the local engine's process, in which pictures and text layers are worked on as well. */
  readonly supervisor: Supervisor
  readonly images: SidecarImages
  readonly text: SidecarText

  constructor(context: EngineContext) {
    super()
    this.#context = context
    const { command, logsFolder, pagesInFlight, maxImagePixels } = context
    this.supervisor = new Supervisor({ command: () => command('ppocr'), logsFolder })
    this.#local = new LocalEngine({
      supervisor: this.supervisor,
      capacity: pagesInFlight,
      maxImagePixels,
      turn: this.#turn,
    })
    this.images = new SidecarImages(this.supervisor)
    this.text = new SidecarText(this.supervisor)
    // A process of its own: its memory goes back when it is idle, and what kills it takes no other with it.
    this.#vlmProcess = new Supervisor({
      command: () => command('vlm', context.vlm.model()?.folder ?? ''),
      logsFolder,
      logFile: VLM_LOG,
    })
    this.#vlm = new VlmEngine({
      id: VLM_ENGINE,
      supervisor: this.#vlmProcess,
      ...context.vlm,
      images: this.images,
      onFastDeath: (listener) => this.#local.onDeath(listener),
    })
    this.#vision = process.platform === 'darwin' ? this.#newVision() : null
    const lines = new SidecarLines(this.supervisor)
    const nets = new NetsReader(context.netsFolder, lines)
    const tesseract = new TesseractReader(context.tessdataFolder)
    const turn = new ReadersTurn([nets, tesseract])
    const byLines = (id: string, ...readers: LineReader[]) =>
      new ByLinesEngine({
        id,
        readers,
        turn,
        lines,
        images: this.images,
        onFastDeath: (listener) => this.#local.onDeath(listener),
        needs: () => needsLanguages(id),
      })
    this.#nets = byLines(NETS_ENGINE, nets)
    this.#tesseract = byLines(TESSERACT_ENGINE, tesseract)
    this.#auto = new AutoEngine(AUTO_ENGINE, this.#local, byLines(AUTO_ENGINE, nets, tesseract))
    this.#gateway = new Supervisor({
      command: () => command('cluster'),
      logsFolder,
      logFile: 'cluster.log',
      // What workers there are is known by its heartbeats.
      heartbeatMs: 1000,
    })
    this.#cluster = new ClusterEngine({
      id: CLUSTER_ENGINE,
      supervisor: this.#gateway,
      isSetUp: () => context.redis() !== null,
      readsHere: () => context.readsHere(),
      fast: this.#local,
      maxImagePixels,
    })
    for (const change of ['state', 'status'] as const) {
      this.#gateway.on(change, () => this.emit('view', this.#clusterView()))
      this.supervisor.on(change, () => {
        this.emit('view', this.#localView())
        this.emit('view', this.#autoView())
      })
      this.#vlmProcess.on(change, () => this.emit('view', this.#vlmView()))
    }
    this.sync()
  }

  get fast(): Engine {
    return this.#local
  }

  all(): Engine[] {
    const vision = this.#vision ? [this.#vision.engine] : []
    const here = [this.#local, this.#auto, ...vision, this.#vlm, this.#nets, this.#tesseract]
    return [...here, this.#cluster, ...this.#services.values()]
  }

  views(): EngineView[] {
    return [
      this.#localView(),
      this.#autoView(),
      this.#visionView(),
      this.#vlmView(),
      this.#byLinesView('nets', this.#nets),
      this.#byLinesView('tesseract', this.#tesseract),
      this.#clusterView(),
      ...[...this.#services.values()].map((engine) => this.#serviceView(engine)),
    ]
  }

  /** Engines for the services that the settings have now; whether some came or went. */
  sync(): boolean {
    const ids = this.#context.services().map(({ id }) => id)
    const before = [...this.#services.keys()].join()
    for (const id of this.#services.keys()) if (!ids.includes(id)) this.#services.delete(id)
    for (const id of ids) if (!this.#services.has(id)) this.#services.set(id, this.#newService(id))
    return before !== [...this.#services.keys()].join()
  }

  /** Throws `no_such_engine` where it is no service. */
  service(id: string): RemoteEngine {
    const found = this.#services.get(id)
    if (found) return found
    throw noSuchEngine(id, [...this.#services.keys()])
  }

  /** The process that an engine runs in. Throws where it has none. */
  processOf(id: string): Supervisor {
    // Engines for other scripts have their lines found, and most of them read, by the fast engine's process.
    if ([DEFAULT_ENGINE, AUTO_ENGINE, NETS_ENGINE, TESSERACT_ENGINE].includes(id)) return this.supervisor
    if (id === VLM_ENGINE) return this.#vlmProcess
    if (id === CLUSTER_ENGINE) return this.#gateway
    if (id === VISION_ENGINE && this.#vision) return this.#vision.process
    if (!this.all().some((engine) => engine.id === id)) throw noSuchEngine(id, [DEFAULT_ENGINE, VLM_ENGINE])
    throw new InkleafError('no_such_engine', 'input', `${id} has no process of its own.`)
  }

  /** The processes that read print on this machine. */
  readers(): Supervisor[] {
    return [this.supervisor, ...(this.#vision ? [this.#vision.process] : [])]
  }

  /** Its other ones: the vision model's, and the one that hands pages on. */
  otherProcesses(): Supervisor[] {
    return [this.#vlmProcess, this.#gateway]
  }

  /** What engines keep for later goes back to the system. */
  async giveBack(): Promise<void> {
    await Promise.all([...this.readers(), this.#vlmProcess].map((process) => process.giveBack()))
  }

  async close(): Promise<void> {
    const all = [this.#local, this.#auto, this.#vision?.engine, this.#vlm, this.#nets, this.#tesseract, this.#cluster]
    await Promise.all(all.map((engine) => engine?.close()))
  }

  #newService(id: string): RemoteEngine {
    const { services, keys, ledger } = this.#context
    const engine: RemoteEngine = new RemoteEngine({
      id,
      service: () => services().find((one) => one.id === id),
      key: () => keys.get(id),
      ledger,
      images: this.images,
      onFastDeath: (listener) => this.#local.onDeath(listener),
      onState: () => this.emit('view', this.#serviceView(engine)),
    })
    return engine
  }

  #localView(): EngineView {
    const { state, message, restarts, lastStatus } = this.supervisor
    const status = state === 'ready' ? lastStatus : null
    return { ...HERE, id: DEFAULT_ENGINE, kind: 'ppocr', model: null, state, message, restarts, status }
  }

  #newVision(): { engine: LocalEngine; process: Supervisor } {
    const { command, logsFolder, pagesInFlight, maxImagePixels } = this.#context
    const supervisor = new Supervisor({ command: () => command('vision'), logsFolder, logFile: 'vision.log' })
    for (const change of ['state', 'status'] as const)
      supervisor.on(change, () => this.emit('view', this.#visionView()))
    const engine = new LocalEngine({
      id: VISION_ENGINE,
      supervisor,
      capacity: pagesInFlight,
      maxImagePixels,
      turn: this.#turn,
    })
    return { engine, process: supervisor }
  }

  #visionView(): EngineView {
    const own = this.#vision?.process
    const status = own?.state === 'ready' ? own.lastStatus : null
    const { state = 'only_mac', message = null, restarts = 0 } = own ?? {}
    return { ...HERE, id: VISION_ENGINE, kind: 'vision', model: null, state, message, restarts, status }
  }

  #autoView(): EngineView {
    return { ...this.#localView(), id: AUTO_ENGINE, kind: 'auto' }
  }

  #byLinesView(kind: 'nets' | 'tesseract', engine: ByLinesEngine): EngineView {
    const languages = engine.languages()
    return {
      ...this.#localView(),
      id: engine.id,
      kind,
      model: languages.length > 0 ? languages.sort().join(', ') : null,
      state: languages.length > 0 ? 'ready' : 'needs_languages',
    }
  }

  #vlmView(): EngineView {
    const { state, message, restarts, lastStatus } = this.#vlmProcess
    const model = this.#context.vlm.model()
    const status = state === 'ready' ? lastStatus : null
    const missing = process.platform === 'darwin' ? 'needs_model' : 'only_mac'
    const shown = model ? state : missing
    return { ...HERE, id: VLM_ENGINE, kind: 'vlm', model: model?.name ?? null, state: shown, message, restarts, status }
  }

  #clusterView(): EngineView {
    const { state, message, restarts, lastStatus } = this.#gateway
    const redis = this.#context.redis()
    const status = state === 'ready' ? lastStatus : null
    const { trouble = null, workers } = this.#cluster.status ?? {}
    const troubled = trouble ? (CLUSTER_STATES[trouble.code] ?? 'unreachable') : state
    return {
      ...HERE,
      id: CLUSTER_ENGINE,
      kind: 'cluster',
      // Wherever that is, the workers are elsewhere.
      host: redis === null ? null : (URL.parse(redis)?.host ?? null),
      model: null,
      key: this.#context.isRedisInEnvironment ? 'environment' : this.#context.keys.place(CLUSTER_ENGINE),
      state: redis === null ? 'needs_redis' : troubled,
      message: trouble?.message ?? message,
      ...(trouble ? { code: trouble.code } : {}),
      restarts,
      status,
      ...(redis !== null && workers ? { workers } : {}),
    }
  }

  /** Looks for the cluster's workers from now on. */
  async watchCluster(): Promise<void> {
    if (this.#context.redis() === null) return
    await this.#gateway.client()
  }

  /** Its Redis is another one, or has another password. */
  async otherRedis(): Promise<void> {
    await this.#gateway.sleep()
    this.emit('view', this.#clusterView())
  }

  /** Models or languages came, went or were fetched anew. */
  modelsChanged(): void {
    this.#vlm.forgive()
    this.emit('view', this.#vlmView())
    this.emit('view', this.#byLinesView('nets', this.#nets))
    this.emit('view', this.#byLinesView('tesseract', this.#tesseract))
  }

  /** Another model was chosen: the old one's process has no more to do. */
  async otherModel(): Promise<void> {
    this.#vlm.forgive()
    await this.#vlmProcess.sleep()
    this.emit('view', this.#vlmView())
  }

  #serviceView(engine: RemoteEngine): EngineView {
    const { services, keys, ledger } = this.#context
    const service = services().find(({ id }) => id === engine.id)
    return {
      id: engine.id,
      kind: 'remote',
      name: service?.name ?? engine.id,
      host: service ? hostOf(service) : null,
      model: service?.model ?? null,
      key: keys.place(engine.id),
      spentThisMonth: ledger.ofMonth(engine.id),
      ...engine.state,
      restarts: 0,
      status: null,
    }
  }
}

function needsLanguages(id: string): InkleafError {
  const example = id === NETS_ENGINE ? 'ppocrv5-korean' : 'tesseract-kor'
  return new InkleafError(
    'needs_languages',
    'input',
    `No language is installed for this engine. Download one in Settings > Engines, or with \`${typed('models', 'get', example)}\` (\`list\` shows all).`,
  )
}

function noSuchEngine(id: string, known: readonly string[]): InkleafError {
  const others = known.length > 0 ? `; there is ${known.join(', ')}` : ''
  return new InkleafError('no_such_engine', 'input', `There is no engine called ${id}${others}.`)
}
