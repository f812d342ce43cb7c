/** The engines that there are: the only list of them. Settings, command line, API and window are made from it. */
import type { EngineView } from '../../src-preload/contract.ts'
import { Supervisor, type SupervisorOptions } from '../sidecar/supervisor.ts'
import type { Engine } from './engine.ts'
import { LocalEngine } from './local.ts'

/** What engines are made with. */
export interface EngineContext {
  /** How an engine's process is started. */
  command(engine: string): SupervisorOptions['command']
  logsFolder: string
  pagesInFlight(): number
  maxImagePixels(): number
}

export interface OpenedEngine {
  engine: Engine
  /** Of the process that the engine runs in: one for each engine, so that none takes another down. */
  supervisor: Supervisor
  view(): EngineView
}

export interface EngineKind {
  id: string
  /** As `inkleaf_sidecar --engine` knows it. */
  kind: 'ppocr'
  open(context: EngineContext): OpenedEngine
}

export const DEFAULT_ENGINE = 'local'

export const ENGINES: readonly EngineKind[] = [
  {
    id: DEFAULT_ENGINE,
    kind: 'ppocr',
    open: ({ command, logsFolder, pagesInFlight, maxImagePixels }) => {
      const supervisor = new Supervisor({ command: command(DEFAULT_ENGINE), logsFolder })
      const engine = new LocalEngine({ supervisor, capacity: pagesInFlight, maxImagePixels })
      return { engine, supervisor, view: () => viewOf(DEFAULT_ENGINE, supervisor) }
    },
  },
]

export function openEngines(context: EngineContext): Map<string, OpenedEngine> {
  return new Map(ENGINES.map((kind) => [kind.id, kind.open(context)]))
}

function viewOf(id: string, { state, message, restarts, lastStatus }: Supervisor): EngineView {
  return { id, state, message, restarts, status: state === 'ready' ? lastStatus : null }
}
