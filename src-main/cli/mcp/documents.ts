/** What assistants ask for: a file read, the history searched, a document got. */
import { resolve } from 'node:path'
import pLimit from 'p-limit'
import type { Hit } from '../../../src-preload/contract.ts'
import { hasEnded, type JobOptions, type JobView, jobOptions } from '../../../src-preload/model.ts'
import { openHistory } from '../../app/open-history.ts'
import { orAborted } from '../../app/or-aborted.ts'
import type { Runtime } from '../../app/runtime.ts'
import { choosePages } from '../../documents/page-ranges.ts'
import { InkleafError } from '../../errors.ts'
import { toDocument } from '../../export/document.ts'
import { render } from '../../export/formats.ts'
import type { HistoryReader } from '../../history/reader.ts'
import { type Core, openCore } from '../core.ts'
import { waitForOthers } from '../ocr.ts'

/** Of one answer: an assistant asks for the pages after it. */
const MOST_CHARACTERS = 60_000

export interface DocumentText {
  id: string
  name: string
  state: JobView['state']
  pages: number | null
  /** Markdown of the pages that were asked for, as far as they fit. */
  text: string
  /** The pages that are left, as `get_document` takes them; null: that is all. */
  next: string | null
}

/** One after the other: each opens the core and closes it, so that the app itself can be started in between. */
const inTurn = pLimit(1)

/** Waits until it has been read. Throws why it can't be. */
export function readFile(...asked: Parameters<typeof read>): Promise<DocumentText> {
  return inTurn(() => read(...asked))
}

async function read(
  runtime: Runtime,
  path: string,
  options: { mode: JobOptions['mode']; pages: string | null },
  hooks: { onProgress(done: number, total: number): void; signal: AbortSignal },
): Promise<DocumentText> {
  const core = await openCore()
  try {
    hooks.signal.throwIfAborted()
    const over = Promise.withResolvers<void>()
    // It is waited for further down.
    over.promise.catch(() => {})
    const latest = new Map<string, JobView>()
    let id: string | null = null
    const look = () => {
      const job = id === null ? undefined : latest.get(id)
      if (job?.totalPages) hooks.onProgress(job.completedPages + job.failedPages, job.totalPages)
      if (job && (hasEnded(job.state) || job.state === 'waiting_for_password' || job.state === 'paused')) over.resolve()
    }
    core.onEvent((event) => {
      if (event.type !== 'job') return
      latest.set(event.job.id, event.job)
      look()
    })
    core.onGone(() => over.reject(new InkleafError('owner_gone', 'transient', 'Inkleaf has ended. Ask again.')))
    hooks.signal.addEventListener('abort', () => over.reject(hooks.signal.reason), { once: true })
    const input = jobOptions.parse({ ...options, fresh: false })
    const adding = core.call('jobs.add', { paths: [resolve(path)], options: input })
    const { added, refused } = await orAborted(adding, hooks.signal)
    const [first] = added
    if (!first) {
      const [why] = refused
      throw new InkleafError(why?.code ?? 'refused', 'input', why?.message ?? 'The file could not be taken in.')
    }
    id = first.job.id
    if (!latest.has(id)) latest.set(id, first.job)
    look()
    await over.promise
    const job = latest.get(id) ?? first.job
    if (job.state === 'waiting_for_password')
      throw new InkleafError(
        'password_needed',
        'input',
        `${job.name} needs its password. Open it in Inkleaf and type it there.`,
      )
    const failure =
      job.error ?? (job.completedPages === 0 && job.state === 'failed' ? await firstFailure(core, id) : null)
    if (failure) throw new InkleafError(failure.code, 'input', failure.message)
    return getDocument(runtime, id, null)
  } finally {
    // Others may be at work on this core meanwhile.
    if (core.owned && !hooks.signal.aborted) await waitForOthers(core)
    await core.close()
  }
}

/** `pages` as people write them; null: all. */
export function getDocument(runtime: Runtime, id: string, pages: string | null): DocumentText {
  return withReader(runtime, (reader) => {
    const job = reader.job(id)
    // Neither what was deleted, nor what an id only begins.
    if (job.private || job.id !== id || !reader.isVisible(id))
      throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${id}.`)
    const all = reader.pages(job.id)
    const last = Math.max(0, ...all.map(({ page }) => page))
    const wanted = pages === null ? null : new Set(choosePages(pages, last))
    const views = all.filter(({ page }) => wanted?.has(page) ?? true)
    let text = ''
    for (const [at, view] of views.entries()) {
      const part = render(toDocument(job, [view]), 'md').trim()
      if (text !== '' && text.length + part.length > MOST_CHARACTERS)
        return { ...about(job), text, next: listOf(views.slice(at).map((one) => one.page)) }
      text += `${text === '' ? '' : '\n\n'}${views.length > 1 ? `<!-- page ${view.page} -->\n\n` : ''}${part}`
    }
    return { ...about(job), text, next: null }
  })
}

export function searchHistory(runtime: Runtime, words: string, limit: number): Hit[] {
  return withReader(runtime, (reader) => reader.search({ words, limit }).hits)
}

/** `4-9,12` */
function listOf(pages: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const page of pages) {
    const last = ranges.at(-1)
    if (last && page === last[1] + 1) last[1] = page
    else ranges.push([page, page])
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}

async function firstFailure(core: Core, jobId: string) {
  const pages = await core.call('jobs.pages', { jobId, offset: 0, limit: 50 })
  return pages.find(({ error }) => error)?.error ?? null
}

function about({ id, name, state, totalPages }: JobView) {
  return { id, name, state, pages: totalPages }
}

function withReader<T>(runtime: Runtime, use: (reader: HistoryReader) => T): T {
  const reader = openHistory(runtime)
  try {
    return use(reader)
  } finally {
    reader.close()
  }
}
