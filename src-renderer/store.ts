/** The window's one store: what the core says, and what the user is looking at. */
import { create } from 'zustand'
import type { Bridge, Loss, WindowMessage } from '../src-preload/bridge-types.ts'
import type {
  Additions,
  ApiView,
  CoreEvent,
  EngineView,
  FeedMessage,
  ModelView,
  Refusal,
  Snapshot,
} from '../src-preload/contract.ts'
import type { Failure, JobView } from '../src-preload/model.ts'
import type { Pace } from '../src-preload/monitor.ts'
import type { Settings } from '../src-preload/settings.ts'
import { takeAnswerDelta } from './document/asking.ts'
import { takeDocumentEvent } from './document/data.ts'
import { useView } from './document/view-state.ts'
import { say } from './ui/toasts.tsx'

export interface OpenDocument {
  jobId: string
  /** Where to begin; null: at the top. */
  page: number | null
  /** What led here, to be marked on the page. */
  words: string
}

export interface WindowState {
  connection: 'connecting' | 'live' | Loss
  /** Files that wait until the connection is back. */
  heldFiles: number
  info: Snapshot['info'] | null
  settings: Settings | null
  /** By their ids, in the order in which they are offered. */
  engines: ReadonlyMap<string, EngineView>
  models: readonly ModelView[]
  api: ApiView | null
  /** Why nothing goes on, where it doesn't: a full disk, say. */
  trouble: { engine: string; code: string; message: string } | null
  /** What keeps the watched folder from working. */
  watchTrouble: Failure | null
  /** What memory allows. */
  memory: Pace['memory']
  jobs: ReadonlyMap<string, JobView>
  refusals: readonly Refusal[]
  /** Counts what changes the history's list: jobs that come, end, go or are marked. Their progress doesn't. */
  historyRound: number
  side: 'queue' | 'history'
  /** What is searched for in the history. */
  searchWords: string
  open: OpenDocument | null
  dialog: 'settings' | 'engine' | 'monitor' | 'add' | null
  /** What Settings begin with. */
  settingsPart: 'reading' | 'engines' | 'watch'
}

/** The engine that files are read with unless something else is asked for. */
export function usedEngine({ engines, settings }: WindowState): EngineView | null {
  return engines.get(settings?.reading.engine ?? '') ?? [...engines.values()][0] ?? null
}

export const useWindow = create<WindowState>(() => ({
  connection: 'connecting',
  heldFiles: 0,
  info: null,
  settings: null,
  engines: new Map(),
  models: [],
  api: null,
  trouble: null,
  watchTrouble: null,
  memory: 'free',
  jobs: new Map(),
  refusals: [],
  historyRound: 0,
  side: 'queue',
  searchWords: '',
  open: null,
  dialog: null,
  settingsPart: 'reading',
}))

const { setState, getState } = useWindow

export function connectStore(bridge: Bridge): void {
  bridge.onFeed(takeMessage, (connection) => setState({ connection }))
  bridge.desktop?.onMessage((message: WindowMessage) => {
    if (message.type === 'open') openDocument(message.jobId, message.page)
    else if (message.type === 'added') takeAdditions(message.additions)
    else if (message.type === 'trouble') say(message.message)
    else if (message.type === 'search') setState({ side: 'history', searchWords: message.words })
  })
}

export function takeMessage(message: FeedMessage): void {
  if (message.type === 'snapshot') {
    const { jobs, settings, engines, models, api, info, pace, watch } = message.snapshot
    setState({
      connection: 'live',
      jobs: new Map(jobs.map((job) => [job.id, job])),
      settings,
      engines: new Map(engines.map((engine) => [engine.id, engine])),
      models,
      api,
      info,
      memory: pace.memory,
      watchTrouble: watch,
    })
    countRound()
    const { open } = getState()
    if (open) takeDocumentEvent({ type: 'reload' })
  } else {
    const { jobs } = getState()
    const changed = new Map(jobs)
    for (const event of message.events) takeEvent(changed, event)
    if (message.events.some(({ type }) => type === 'job' || type === 'removed')) setState({ jobs: changed })
  }
}

/** Takes an event into `jobs`, the copy that a batch of events makes its changes in. */
function takeEvent(jobs: Map<string, JobView>, event: CoreEvent): void {
  switch (event.type) {
    case 'job':
      takeDocumentEvent(event)
      if (changesHistory(jobs.get(event.job.id), event.job)) countRound()
      jobs.set(event.job.id, event.job)
      return
    case 'removed': {
      countRound()
      for (const id of event.jobIds) jobs.delete(id)
      const { open } = getState()
      if (open && event.jobIds.includes(open.jobId)) setState({ open: null })
      return
    }
    case 'page':
    case 'delta':
    case 'first':
      if (event.type === 'page' && getState().trouble !== null) setState({ trouble: null })
      takeDocumentEvent(event)
      return
    case 'answerDelta':
      takeAnswerDelta(event.id, event.text)
      return
    case 'engine':
      setState({ trouble: troubleOf(event.engine, event.state, event.message) })
      return
    case 'watch':
      setState({ watchTrouble: event.trouble })
      return
    case 'pace':
      setState({ memory: event.pace.memory })
      return
    case 'engineView':
      setState({ engines: new Map(getState().engines).set(event.engine.id, event.engine) })
      if (event.engine.state === 'ready' && getState().trouble?.engine === event.engine.id) setState({ trouble: null })
      return
    case 'engines':
      setState({ engines: new Map(event.engines.map((engine) => [engine.id, engine])) })
      return
    case 'models':
      setState({ models: event.models })
      return
    case 'apiView':
      setState({ api: event.api })
      return
    case 'settings':
      setState({ settings: event.settings })
      return
    default:
      event satisfies never
  }
}

function troubleOf(engine: string, code: string, message: string | null): WindowState['trouble'] {
  return message === null ? null : { engine, code, message }
}

function changesHistory(before: JobView | undefined, after: JobView): boolean {
  return (
    before?.state !== after.state ||
    before.favourite !== after.favourite ||
    before.tags.join('\n') !== after.tags.join('\n')
  )
}

function countRound(): void {
  setState({ historyRound: getState().historyRound + 1 })
}

export function takeAdditions({ added, refused }: Additions): void {
  const [first] = added
  setState({ refusals: [...getState().refusals, ...refused] })
  if (!first) return
  setState({ side: 'queue' })
  // Somebody who is typing is not taken elsewhere.
  if (useView.getState().edits.size === 0) openDocument(first.job.id)
}

export function openDocument(jobId: string, page: number | null = null, words = ''): void {
  setState({ open: { jobId, page, words } })
}

export function showSide(side: WindowState['side']): void {
  setState({ side })
}

export function searchFor(searchWords: string): void {
  setState({ searchWords })
}

export function showDialog(dialog: WindowState['dialog']): void {
  setState({ dialog, settingsPart: 'reading' })
}

/** Settings, open at a part of them. */
export function showSettings(settingsPart: WindowState['settingsPart']): void {
  setState({ dialog: 'settings', settingsPart })
}

export function dismissRefusals(): void {
  setState({ refusals: [] })
}
