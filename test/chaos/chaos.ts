/**
 * SIGKILL of the recognition process or of the app at a random moment; then the same command again. Every page must
 * end exactly once in the database, none lost, none twice, and no process may be left over.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { run, start } from '../support/cli.ts'
import { makePdf } from '../support/make-pdf.ts'

export const PAGES = 8
/** From the start of the command to about the end of its pages. */
const SPAN_MS = 6000
const ORPHAN_MS = 5000

export interface Round {
  victim: 'app' | 'sidecar'
  afterMs: number
  /** Pages that were done when the blow fell. */
  doneBefore: number
}

/** Plays one round in `home` and throws what is wrong with its outcome. `random` gives 0..1. */
export async function playRound(home: string, number: number, random: () => number): Promise<Round> {
  const victim = random() < 0.5 ? 'app' : 'sidecar'
  const afterMs = Math.round(random() * SPAN_MS)
  const book = bookOf(home, number)
  const args = ['ocr', '--json', '--text-layer', 'never', '--dpi', '110', book]
  const first = start(home, args)
  let doneBefore = 0
  first.onLine((line) => {
    doneBefore += line.includes('"type":"page"') ? 1 : 0
  })
  await delay(afterMs)
  const sidecars = first.child.exitCode === null ? sidecarsOf(first.child.pid ?? 0) : []
  const struck = doneBefore
  if (victim === 'app') first.child.kill('SIGKILL')
  else for (const pid of sidecars) kill(pid)
  await first.ended
  await noneLeft(sidecars)
  const again = await run(home, args)
  if (again.code !== 0) throw new Error(`round ${number}: the second run ended with ${again.code}: ${again.stderr}`)
  check(home, book, number)
  return { victim, afterMs, doneBefore: struck }
}

/** A file of the round's own. */
export function bookOf(home: string, number: number): string {
  const book = join(home, `book-${number}.pdf`)
  writeFileSync(
    book,
    makePdf(
      Array.from({ length: PAGES }, (_, n) => ({
        lines: [`Round ${number}, page ${n + 1} of ${PAGES}`],
        size: [420, 300],
      })),
    ),
  )
  return book
}

/** Throws unless each page is there exactly once, with its own text. */
export function check(
  home: string,
  book: string,
  number: number,
  says = { ofPage: (page: number) => `page ${page} of`, searched: `Round ${number}` },
): void {
  const db = new Database(join(home, 'history.db'), { readonly: true })
  const jobs = db
    .prepare<unknown[], { id: string; state: string }>('SELECT id, state FROM tasks WHERE source_path = ?')
    .all(book)
  const [job] = jobs
  if (jobs.length !== 1 || job?.state !== 'completed') throw new Error(`round ${number}: ${JSON.stringify(jobs)}`)
  const pages = db
    .prepare<unknown[], { page: number; state: string; text: string; ends: number }>(
      `SELECT p.page, p.state, p.result ->> '$.text' AS text,
         (SELECT count(*) FROM attempts t WHERE t.task_id = p.task_id AND t.page = p.page AND t.outcome = 'completed') AS ends
       FROM page_results p WHERE p.task_id = ? ORDER BY p.page`,
    )
    .all(job.id)
  const wrong = pages.filter(
    (page, at) =>
      page.page !== at + 1 ||
      page.state !== 'completed' ||
      page.ends !== 1 ||
      !page.text.includes(says.ofPage(page.page)),
  )
  if (pages.length !== PAGES || wrong.length > 0)
    throw new Error(`round ${number}: ${pages.length} pages, wrong ones ${JSON.stringify(wrong)}`)
  const open = db.prepare('SELECT count(*) AS n FROM attempts WHERE ended_at IS NULL').get() as { n: number }
  if (open.n > 0) throw new Error(`round ${number}: ${open.n} attempts were never ended`)
  const found = db.prepare(`SELECT count(*) AS n FROM pages_fts WHERE pages_fts MATCH ?`).get(`"${says.searched}"`) as {
    n: number
  }
  if (found.n !== PAGES) throw new Error(`round ${number}: the search finds ${found.n} of ${PAGES} pages`)
  db.close()
}

/** Processes of `pid`'s that run this Python package. */
export function sidecarsOf(pid: number, name = 'inkleaf_sidecar'): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((child) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1])
        return parent === pid && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(name)
      } catch {
        return false
      }
    })
}

export async function noneLeft(pids: readonly number[]): Promise<void> {
  const end = Date.now() + ORPHAN_MS
  for (const pid of pids)
    while (isAlive(pid)) {
      if (Date.now() > end) throw new Error(`the recognition process ${pid} was left over`)
      await delay(50)
    }
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in between.
  }
}
