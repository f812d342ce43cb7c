/** A history of many documents, written as the queue writes them, without reading any. */
import { join } from 'node:path'
import { openForWriting } from '../../src-main/history/database.ts'
import { openStore } from '../../src-main/history/store.ts'
import { jobOptions, type PageResult } from '../../src-preload/model.ts'

export interface Fill {
  jobs: number
  /** Of each job. */
  pages: number
  /** Default: says which page of which document it is. */
  text?: (job: number, page: number) => string
  name?: (job: number) => string
}

const defaultText = (job: number, page: number) =>
  Array.from({ length: 12 }, (_, line) => `page ${page} of document ${job}, line ${line + 1} of the text`).join('\n')

export function fillHistory(
  home: string,
  { jobs, pages, text = defaultText, name = (job) => `document ${job}.pdf` }: Fill,
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
        store.end(claim, { type: 'completed', result: pageOf(page, text(job, page)) })
      }
    })()
    store.unlist([id])
  }
  store.close()
  return ids
}

function pageOf(page: number, text: string): PageResult {
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
