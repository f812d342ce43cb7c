/** The pages of the document that is open. Few are kept: a thousand pages of results would fill the memory. */
import { create } from 'zustand'
import type { CoreEvent } from '../../src-preload/contract.ts'
import { doubtfulWords } from '../../src-preload/doubts.ts'
import type { JobView, PageOutline, PageResult, PageView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'

/** The shape of a page until its own is known. */
export const A4 = 210 / 297
/** Pages whose results are kept. */
const MAX_PAGES = 60
const MAX_AT_A_TIME = 50
const IS_OVER: ReadonlySet<PageOutline['status']> = new Set(['completed', 'failed', 'cancelled'])

export interface DocumentState {
  jobId: string | null
  job: JobView | null
  /** Null until it has been loaded. */
  outline: readonly PageOutline[] | null
  pages: ReadonlyMap<number, PageView>
  /** What the fast engine has read of pages that another is reading after it. */
  firsts: ReadonlyMap<number, PageResult>
  /** Text of pages that are being read right now. */
  drafts: ReadonlyMap<number, { attemptId: number; text: string }>
  failed: string | null
  /** Counts reloads: what failed to be fetched is asked for again. */
  epoch: number
}

const empty: DocumentState = {
  jobId: null,
  job: null,
  outline: null,
  pages: new Map(),
  firsts: new Map(),
  drafts: new Map(),
  failed: null,
  epoch: 0,
}

export const useDocument = create<DocumentState>(() => empty)
const { setState, getState } = useDocument

/** Pages to be fetched together. */
let wanted = new Set<number>()
/** Pages that are on their way. */
const fetching = new Set<number>()

/** Reloads so far; only the last one's answer counts. */
let reloads = 0
/** Pages that an event told of since the last reload was asked for. */
const eventsSince = new Map<number, PageOutline>()

export function loadDocument(jobId: string): void {
  if (getState().jobId !== jobId) {
    wanted = new Set()
    fetching.clear()
    setState({ ...empty, jobId })
  }
  void reload(jobId)
}

async function reload(jobId: string): Promise<void> {
  const round = ++reloads
  eventsSince.clear()
  try {
    const [job, outline, firsts] = await Promise.all([
      bridge.call('history.job', { jobId }),
      bridge.call('jobs.outline', { jobId }),
      bridge.call('jobs.firsts', { jobId }),
    ])
    if (getState().jobId !== jobId || round !== reloads) return
    // What an event said meanwhile is newer than the answer.
    const newer = outline.map((one) => eventsSince.get(one.page) ?? one)
    const atWork = firsts.filter(({ page }) => newer.some((one) => one.page === page && !IS_OVER.has(one.status)))
    setState({
      job: getState().job ?? job,
      outline: newer,
      firsts: new Map([...atWork.map((first) => [first.page, first] as const), ...getState().firsts]),
      failed: null,
      epoch: round,
    })
  } catch (caught) {
    if (getState().jobId === jobId) setState({ failed: caught instanceof Error ? caught.message : String(caught) })
  }
}

/** Pages that are on screen or being edited: they are never let go. */
const inUse = new Map<number, number>()

/** Keeps a page while it is used. Returns how to let it go. */
export function holdPage(page: number): () => void {
  inUse.set(page, (inUse.get(page) ?? 0) + 1)
  return () => {
    const left = (inUse.get(page) ?? 1) - 1
    if (left > 0) inUse.set(page, left)
    else inUse.delete(page)
  }
}

/** Asks for a page's result; those asked for in one go come in one answer. */
export function needPage(page: number): void {
  if (getState().pages.has(page) || fetching.has(page)) return
  if (wanted.size === 0) queueMicrotask(fetchWanted)
  wanted.add(page)
}

function fetchWanted(): void {
  const pages = [...wanted].slice(0, MAX_AT_A_TIME)
  wanted = new Set()
  const { jobId } = getState()
  if (jobId) void fetchPages(jobId, pages)
}

async function fetchPages(jobId: string, pages: number[]): Promise<void> {
  for (const page of pages) fetching.add(page)
  const before = getState().pages
  try {
    const views = await bridge.call('pages.get', { jobId, pages })
    if (getState().jobId === jobId) keep(views.filter(({ page }) => getState().pages.get(page) === before.get(page)))
  } catch {
    // The rows that need them ask again when they are next looked at.
  } finally {
    for (const page of pages) fetching.delete(page)
  }
}

function keep(views: readonly PageView[]): void {
  const pages = new Map(getState().pages)
  for (const view of views) {
    pages.delete(view.page)
    pages.set(view.page, view)
  }
  for (const page of pages.keys()) {
    if (pages.size <= MAX_PAGES) break
    if (!inUse.has(page)) pages.delete(page)
  }
  setState({ pages })
}

/** Pictures that failed are asked for again. */
export function askForPictures(): void {
  setState({ epoch: ++reloads })
}

/** What a command has answered is shown at once; the event that tells of it may come later. */
export function changeView(page: number, change: Partial<Pick<PageView, 'edits' | 'checked'>>): void {
  const view = getState().pages.get(page)
  if (view) setState({ pages: new Map(getState().pages).set(page, { ...view, ...change }) })
}

type DocumentEvent = Extract<CoreEvent, { type: 'job' | 'page' | 'delta' | 'first' }> | { type: 'reload' }

export function takeDocumentEvent(event: DocumentEvent): void {
  const { jobId, outline, drafts } = getState()
  if (!jobId) return
  if (event.type === 'reload') {
    // What is shown stays until the newer views are there.
    setState({ drafts: new Map(), firsts: new Map() })
    void fetchPages(jobId, [...inUse.keys()].slice(0, MAX_AT_A_TIME))
    void reload(jobId)
  } else if (event.type === 'job') {
    if (event.job.id !== jobId) return
    const before = getState().job
    const isAtWork = event.job.state === 'processing'
    setState(isAtWork ? { job: event.job } : { job: event.job, drafts: new Map(), firsts: new Map() })
    // The file has just been opened, or pages wait again.
    if (event.job.totalPages !== (outline?.length ?? 0) || before?.state !== event.job.state) void reload(jobId)
  } else if (event.jobId === jobId && event.type === 'page') {
    const { page } = event
    const left = new Map(drafts)
    left.delete(page.page)
    const firsts = new Map(getState().firsts)
    // One that waits for its next try keeps it.
    if (page.status !== 'pending') firsts.delete(page.page)
    setState({
      drafts: left,
      firsts,
      outline: outline?.map((one) => (one.page === page.page ? outlineOf(page) : one)) ?? null,
    })
    eventsSince.set(page.page, outlineOf(page))
    if (inUse.has(page.page) || getState().pages.has(page.page)) keep([page])
  } else if (event.jobId === jobId && event.type === 'first') {
    setState({ firsts: new Map(getState().firsts).set(event.page, event.result) })
  } else if (event.jobId === jobId && event.type === 'delta') {
    const draft = drafts.get(event.page)
    const text = draft?.attemptId === event.attemptId ? draft.text + event.text : event.text
    setState({ drafts: new Map(drafts).set(event.page, { attemptId: event.attemptId, text }) })
  }
}

function outlineOf({ page, status, attempts, result, edits, checked, error }: PageView): PageOutline {
  return {
    page,
    status,
    attempts,
    aspect: result ? result.widthPx / result.heightPx : null,
    confidence: result?.confidence ?? null,
    edited: edits.length > 0,
    doubts: doubtfulWords({ result, edits, checked }).filter((word) => !word.checked).length,
    error,
  }
}

/** A page's view, fetched if it isn't at hand. */
export async function pageNow(page: number): Promise<PageView | null> {
  const { jobId, pages } = getState()
  const known = pages.get(page)
  if (known || !jobId) return known ?? null
  const [view] = await bridge.call('pages.get', { jobId, pages: [page] })
  return view ?? null
}
