/** The pages of the document that is open. Few are kept: a thousand pages of results would fill the memory. */
import { create } from 'zustand'
import type { CoreEvent } from '../../src-preload/contract.ts'
import type { JobView, PageOutline, PageView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'

/** The shape of a page until its own is known. */
export const A4 = 210 / 297
/** Pages whose results are kept. */
const MOST_PAGES = 60
const MOST_AT_A_TIME = 50

export interface DocumentState {
  jobId: string | null
  job: JobView | null
  /** Null until it has been loaded. */
  outline: readonly PageOutline[] | null
  pages: ReadonlyMap<number, PageView>
  /** Text of pages that are being read right now. */
  drafts: ReadonlyMap<number, { tryId: number; text: string }>
  failed: string | null
}

const empty: DocumentState = {
  jobId: null,
  job: null,
  outline: null,
  pages: new Map(),
  drafts: new Map(),
  failed: null,
}

export const useDocument = create<DocumentState>(() => empty)
const { setState, getState } = useDocument

/** Pages to be fetched together. */
let wanted = new Set<number>()
/** Pages that are on their way. */
const fetching = new Set<number>()

export function loadDocument(jobId: string): void {
  if (getState().jobId !== jobId) {
    wanted = new Set()
    fetching.clear()
    setState({ ...empty, jobId })
  }
  void reload(jobId)
}

async function reload(jobId: string): Promise<void> {
  try {
    const [job, outline] = await Promise.all([
      bridge.call('history.job', { jobId }),
      bridge.call('jobs.outline', { jobId }),
    ])
    if (getState().jobId === jobId) setState({ job, outline, failed: null })
  } catch (caught) {
    if (getState().jobId === jobId) setState({ failed: caught instanceof Error ? caught.message : String(caught) })
  }
}

/** Asks for a page's result; those asked for in one go come in one answer. */
export function needPage(page: number): void {
  if (getState().pages.has(page) || fetching.has(page)) return
  if (wanted.size === 0) queueMicrotask(fetchWanted)
  wanted.add(page)
}

function fetchWanted(): void {
  const pages = [...wanted].slice(0, MOST_AT_A_TIME)
  wanted = new Set()
  const { jobId } = getState()
  if (jobId) void fetchPages(jobId, pages)
}

async function fetchPages(jobId: string, pages: number[]): Promise<void> {
  for (const page of pages) fetching.add(page)
  try {
    const views = await bridge.call('pages.get', { jobId, pages })
    if (getState().jobId === jobId) keep(views.filter((view) => isNewer(view)))
  } catch {
    // The rows that need them ask again when they are next looked at.
  } finally {
    for (const page of pages) fetching.delete(page)
  }
}

/** An answer that was under way while the page's event came is older than it. */
function isNewer(view: PageView): boolean {
  const known = getState().pages.get(view.page)
  return !known?.result || view.result !== null
}

function keep(views: readonly PageView[]): void {
  const pages = new Map(getState().pages)
  for (const view of views) {
    pages.delete(view.page)
    pages.set(view.page, view)
  }
  for (const page of pages.keys()) {
    if (pages.size <= MOST_PAGES) break
    pages.delete(page)
  }
  setState({ pages })
}

type DocumentEvent = Extract<CoreEvent, { type: 'job' | 'page' | 'delta' }> | { type: 'reload' }

export function takeDocumentEvent(event: DocumentEvent): void {
  const { jobId, outline, drafts } = getState()
  if (!jobId) return
  if (event.type === 'reload') {
    setState({ pages: new Map() })
    void reload(jobId)
  } else if (event.type === 'job') {
    if (event.job.id !== jobId) return
    const before = getState().job
    setState({ job: event.job })
    // The file has just been opened, or pages wait again.
    if (event.job.totalPages !== (outline?.length ?? 0) || before?.state !== event.job.state) void reload(jobId)
  } else if (event.jobId === jobId && event.type === 'page') {
    const { page } = event
    const left = new Map(drafts)
    left.delete(page.page)
    setState({
      drafts: left,
      outline: outline?.map((one) => (one.page === page.page ? outlineOf(page) : one)) ?? null,
    })
    keep([page])
  } else if (event.jobId === jobId && event.type === 'delta') {
    const draft = drafts.get(event.page)
    const text = draft?.tryId === event.tryId ? draft.text + event.text : event.text
    setState({ drafts: new Map(drafts).set(event.page, { tryId: event.tryId, text }) })
  }
}

function outlineOf({ page, status, tries, result, edits, error }: PageView): PageOutline {
  return {
    page,
    status,
    tries,
    aspect: result ? result.widthPx / result.heightPx : null,
    confidence: result?.confidence ?? null,
    edited: edits.length > 0,
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
