/** A history of many documents, written as the queue writes them, without reading any. */
import { join } from 'node:path'
import { openForWriting, type WriteDb } from '../../src-main/history/database.ts'
import { openStore } from '../../src-main/history/store.ts'
import { jobOptions, type PageResult } from '../../src-preload/model.ts'

export interface Fill {
  jobs: number
  /** Of each job. */
  pages: number
  /** The whole so many times, under other names: quicker than writing each page as the queue does. */
  copies?: number
  /** Default: says which page of which document it is. */
  text?: (job: number, page: number) => string
  name?: (job: number) => string
  /** Of a page with that text, in place of one of plain lines. */
  result?: (job: number, page: number) => PageResult
}

const defaultText = (job: number, page: number) =>
  Array.from({ length: 12 }, (_, line) => `page ${page} of document ${job}, line ${line + 1} of the text`).join('\n')

export function fillHistory(
  home: string,
  {
    jobs,
    pages,
    copies = 1,
    text = defaultText,
    name = (job) => `document ${job}.pdf`,
    result = (job, page) => pageOf(page, text(job, page)),
  }: Fill,
): string[] {
  const { db } = openForWriting(join(home, 'history.db'))
  const store = openStore(db)
  const options = jobOptions.parse({})
  const ids: string[] = []
  for (let job = 0; job < jobs; job++) {
    const id = `job${String(job).padStart(7, '0')}`
    ids.push(id)
    db.transaction(() => {
      const documentId = store.addDocument({ sha256: `${job}a`, kind: 'pdf', bytes: 1000, storedFile: null })
      store.addTask({
        id,
        documentId,
        batchId: id,
        name: name(job),
        sourcePath: `/x/${name(job)}`,
        options,
      })
      store.opened(
        id,
        pages,
        Array.from({ length: pages }, (_, n) => n + 1),
      )
      for (let page = 1; page <= pages; page++) {
        const claim = store.claim('local', 1000, false)
        if (!claim) throw new Error('nothing to claim')
        store.end(claim, { type: 'completed', result: result(job, page) })
      }
    })()
    store.unlist([id])
  }
  for (let copy = 1; copy < copies; copy++) copyAll(db, `-${copy}`)
  store.close()
  return ids
}

const OF_TASKS = `batch_id, name, source_path, engine, options, fingerprint, state, priority, created_at, started_at, ended_at, error,
  favourite, listed, private, language, opened, completed_pages, failed_pages, cancelled_pages, retried_pages, last_page_at`

/** What is there without a copy's mark, once more with it. The counts of pages that triggers keep begin at none. */
function copyAll(db: WriteDb, mark: string): void {
  db.transaction(() => {
    const originals = `instr(t.id, '-') = 0`
    const columns = OF_TASKS.split(',').map((one) => one.trim())
    db.prepare(
      `INSERT INTO documents (sha256, kind, bytes, pages, created_at)
       SELECT sha256 || ?, kind, bytes, pages, created_at FROM documents WHERE instr(sha256, '-') = 0`,
    ).run(mark)
    db.prepare(
      `INSERT INTO tasks (id, document_id, position, ${columns.join(', ')})
       SELECT t.id || $mark, d.id, t.position, ${columns.map((one) => `t.${one}`).join(', ')}
       FROM tasks t JOIN documents o ON o.id = t.document_id JOIN documents d ON d.sha256 = o.sha256 || $mark WHERE ${originals}`,
    ).run({ mark })
    db.prepare(
      `INSERT INTO page_results (task_id, page, seq, window, state, attempts, result, ended_at)
       SELECT p.task_id || ?, p.page, p.seq, p.window, p.state, p.attempts, p.result, p.ended_at
       FROM page_results p JOIN tasks t ON t.id = p.task_id WHERE ${originals}`,
    ).run(mark)
    db.prepare(
      `INSERT INTO pages_fts (rowid, name, text)
       SELECT n.id, f.name, f.text FROM page_results p JOIN tasks t ON t.id = p.task_id
         JOIN page_results n ON n.task_id = p.task_id || ? AND n.page = p.page JOIN pages_fts f ON f.rowid = p.id WHERE ${originals}`,
    ).run(mark)
  })()
}

export function pageOf(page: number, text: string): PageResult {
  const rows = text.split('\n')
  const lines = rows.map((row, at) => {
    const top = 0.05 + (at * 0.9) / rows.length
    const quad: [number, number][] = [
      [0.1, top],
      [0.8, top],
      [0.8, top + 0.02],
      [0.1, top + 0.02],
    ]
    return { id: `b1l${at + 1}`, text: row, quad: quad as never, confidence: 0.95 }
  })
  return {
    schemaVersion: 1,
    page,
    widthPx: 1654,
    heightPx: 2339,
    dpi: 200,
    rotation: 0,
    text,
    markdown: text,
    blocks: [{ id: 'b1', type: 'text', bbox: [0.1, 0.05, 0.8, 0.95], order: 1, lines }],
    tables: [],
    warnings: [],
    engine: 'local',
    model: 'made by hand',
    confidence: 0.95,
    timingsMs: { total: 1 },
  }
}
