/** What the user sees of a run: text as it comes, or one JSON object a line. */
import { basename } from 'node:path'
import type { Failure, JobView, PageView } from '../../src-preload/model.ts'
import { unreadFormulas } from '../../src-preload/unread-formulas.ts'
import type { Format } from '../export/formats.ts'
import { duration, note, print, shown, showStatus } from './terminal.ts'

type Said = Pick<Failure, 'code' | 'message'>

export interface Reporter {
  readonly failed: number
  refused(path: string, failure: Said): void
  /** `finishedAt`: it was read before, then. */
  added(path: string, job: JobView, finishedAt: string | null): void
  /** Another name of the same bytes. */
  same(path: string, first: string): void
  page(path: string, page: PageView): void
  ended(path: string, job: JobView): void
  progress(jobs: readonly JobView[]): void
  /** Nothing can be read for now, and why. */
  waits(message: string): void
  wrote(path: string): void
  done(): void
}

/** Counts, for the exit code and the last word. A file that was not read counts as one failure. */
class Tally {
  completed = 0
  failed = 0
  readonly #start = performance.now()
  readonly #ended = new Set<string>()

  count(page: PageView): void {
    if (page.status === 'completed') this.completed++
    else this.failed++
  }

  /** Whether the job's own failure is to be told: once, and not where its pages have told it. */
  endsBadly(job: JobView): boolean {
    if (job.error === null || this.#ended.has(job.id)) return false
    this.#ended.add(job.id)
    return true
  }

  get elapsedMs(): number {
    return Math.round(performance.now() - this.#start)
  }
}

export class JsonReporter implements Reporter {
  readonly #tally = new Tally()

  get failed(): number {
    return this.#tally.failed
  }

  refused(path: string, { code, message }: Said): void {
    this.#tally.failed++
    this.#say({ type: 'error', file: path, error: { code, message } })
  }

  added(path: string, job: JobView, finishedAt: string | null): void {
    this.#say({ type: 'file', file: path, jobId: job.id, totalPages: job.totalPages, readAt: finishedAt })
  }

  same(path: string, first: string): void {
    this.#say({ type: 'file', file: path, sameAs: first })
  }

  page(path: string, page: PageView): void {
    this.#tally.count(page)
    const { result, status, error } = page
    this.#say({
      type: 'page',
      file: path,
      page: page.page,
      status,
      text: result?.text ?? null,
      markdown: result?.markdown ?? null,
      confidence: result?.confidence ?? null,
      warnings: result?.warnings ?? [],
      timingsMs: result?.timingsMs ?? null,
      error,
    })
  }

  ended(path: string, job: JobView): void {
    if (!this.#tally.endsBadly(job) || !job.error) return
    this.refused(path, job.error)
  }

  progress(): void {}

  waits(message: string): void {
    this.#say({ type: 'waits', message })
  }

  wrote(path: string): void {
    this.#say({ type: 'wrote', file: path })
  }

  done(): void {
    this.#say({
      type: 'done',
      completed: this.#tally.completed,
      failed: this.#tally.failed,
      elapsedMs: this.#tally.elapsedMs,
    })
  }

  #say(event: object): void {
    void print(`${JSON.stringify(event)}\n`)
  }
}

export interface TextOptions {
  files: number
  /** What is printed of a page; null: nothing, since files are written. */
  format: Format | null
}

interface Shelf {
  /** Pages in the order in which they are printed; null until the file is open. */
  next: number
  waiting: Map<number, PageView>
  job: JobView
}

/** Pages of a file are printed in their order: one that comes early waits for those before it. */
export class TextReporter implements Reporter {
  readonly #tally = new Tally()
  readonly #options: TextOptions
  readonly #shelves = new Map<string, Shelf>()
  readonly #lastNotes = new Set<string>()
  #anythingPrinted = false

  constructor(options: TextOptions) {
    this.#options = options
  }

  get failed(): number {
    return this.#tally.failed
  }

  refused(path: string, { code, message }: Said): void {
    this.#tally.failed++
    note(`${shown(path)}: ${message}${code.endsWith('_password') || code === 'password_needed' ? ' (--password)' : ''}`)
  }

  added(path: string, job: JobView, finishedAt: string | null): void {
    this.#shelves.set(path, { next: 0, waiting: new Map(), job })
    if (finishedAt)
      note(`${shown(path)}: read before, on ${finishedAt.slice(0, 16).replace('T', ' ')} UTC; --fresh reads it anew.`)
  }

  same(path: string, first: string): void {
    note(`${shown(path)}: the same file as ${shown(first)}.`)
  }

  page(path: string, page: PageView): void {
    this.#tally.count(page)
    const shelf = this.#shelves.get(path)
    shelf?.waiting.set(page.page, page)
    if (page.error) note(`${shown(path)}, page ${page.page}: ${page.error.message}`)
    for (const warning of page.result?.warnings ?? [])
      this.#noteOnce(`${shown(path)}, page ${page.page}: ${warning.message}`)
    if (page.result && unreadFormulas(page.result))
      this.#noteOnce(
        `${shown(path)}: formulas are kept as pictures; --engine vlm, or a service, with --text-layer never reads them as LaTeX.`,
      )
  }

  ended(path: string, job: JobView): void {
    this.#shelves.get(path)?.waiting.size && this.#printReady(path, job, true)
    if (this.#tally.endsBadly(job) && job.error) this.refused(path, job.error)
  }

  progress(jobs: readonly JobView[]): void {
    for (const [path, shelf] of this.#shelves) {
      const job = jobs.find(({ id }) => id === shelf.job.id)
      if (job) shelf.job = job
      this.#printReady(path, shelf.job, false)
    }
    const total = jobs.reduce((sum, job) => sum + (job.totalPages ?? 1), 0)
    const read = this.#tally.completed + this.#tally.failed
    if (read === 0) {
      showStatus(`Starting: 0 of ${total} ${total === 1 ? 'page' : 'pages'} ...`)
      return
    }
    // From the first page's start, so that loading the models doesn't count as slow reading.
    const began = Math.min(...jobs.map((job) => Date.parse(job.startedAt ?? '') || Date.now()))
    const rate = read / Math.max((Date.now() - began) / 1000, 0.001)
    showStatus(`${read} of ${total} pages, ${rate.toPrecision(2)} pages/s, ${duration((total - read) / rate)} left`)
  }

  wrote(path: string): void {
    note(`Wrote ${shown(path)}`)
  }

  done(): void {
    const { completed, failed, elapsedMs } = this.#tally
    const bad = failed > 0 ? `, ${failed} failed` : ''
    if (process.stderr.isTTY || failed > 0)
      note(`${completed} ${completed === 1 ? 'page' : 'pages'} read${bad} in ${duration(elapsedMs / 1000)}.`)
  }

  /** Prints what is next in order; at the end of the job also what comes after a gap. */
  #printReady(path: string, job: JobView, all: boolean): void {
    const shelf = this.#shelves.get(path)
    if (!shelf) return
    const order = [...shelf.waiting.keys()].sort((a, b) => a - b)
    for (const number of order) {
      const page = shelf.waiting.get(number)
      if (!page || (!all && !this.#isNext(shelf, number, job))) return
      shelf.waiting.delete(number)
      shelf.next = number + 1
      this.#printPage(path, page, job)
    }
  }

  /** Without --pages they are 1, 2, 3; with it the reader waits for the end only where numbers are skipped. */
  #isNext(shelf: Shelf, number: number, job: JobView): boolean {
    if (job.options.pages === null) return number === Math.max(1, shelf.next)
    return number === shelf.next || (shelf.next === 0 && number === firstOf(job.options.pages))
  }

  #printPage(path: string, page: PageView, job: JobView): void {
    const { format, files } = this.#options
    if (format === null || !page.result) return
    const text =
      format === 'json' ? JSON.stringify(page.result) : format === 'md' ? page.result.markdown : page.result.text
    const gap = this.#anythingPrinted ? '\n' : ''
    const head =
      files > 1 ? `${gap}==> ${shown(basename(path))}, page ${page.page} of ${job.totalPages ?? '?'} <==\n` : gap
    this.#anythingPrinted = true
    void print(`${format === 'json' ? '' : head}${text}\n`)
  }

  waits(message: string): void {
    this.#noteOnce(message)
  }

  #noteOnce(line: string): void {
    if (this.#lastNotes.has(line)) return
    this.#lastNotes.add(line)
    note(line)
  }
}

function firstOf(pages: string): number {
  return Number(/\d+/.exec(pages)?.[0] ?? 1)
}
