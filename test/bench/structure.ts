/**
 * What documents of known structure (test/corpus) come out as: ours and the peers' Markdown, read by the same parser and
 * held against the same truth. Also what finding the structure costs.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { toDocument } from '../../src-main/export/document.ts'
import { render } from '../../src-main/export/formats.ts'
import { type JobView, jobOptions } from '../../src-preload/model.ts'
import { type CorpusDocument, makeCorpus } from '../corpus/make.ts'
import { otherDocuments, type Sample } from '../corpus/others.ts'
import { seedOf } from '../corpus/pages/html-pages.ts'
import { type CorpusPage, loadPages } from '../corpus/pages/load.ts'
import { type BenchApp, ended, openBenchApp } from './bench-app.ts'
import { benchFolder } from './pages.ts'
import { installPeers, MARKDOWN_PEERS, PDF_PEERS, runPeer, teds } from './peers.ts'
import { blocksOfMarkdown, type MarkdownBlock, type Score, score, tableHtml, tablePairs } from './structure-score.ts'

/** Of what was missed in a document. */
const MAX_NAMED = 12

export async function structure(peers = true): Promise<void> {
  mkdirSync(benchFolder, { recursive: true })
  await compare(await makeCorpus(join(benchFolder, 'corpus')), peers)
}

/** The same with documents of others, which nothing was made for. */
export async function others(sample: Sample, peers: boolean): Promise<void> {
  mkdirSync(benchFolder, { recursive: true })
  await compare(await otherDocuments(join(benchFolder, 'others'), sample), peers)
}

/**
 * Pages of known structure that make_pages.py made, so many of a split, by lot, bent by `bend` of their height; or the same
 * pages with the text of the PDFs that they are from: `text` is `print` or, with tags, `tagged`.
 */
export async function pages(
  folder: string,
  split: string,
  most: number,
  { bend, text }: { bend: number; text: string | undefined },
  peers: boolean,
): Promise<void> {
  const all = loadPages(folder, split).map((page) => (text === undefined ? page : withOwnText(page, folder, text)))
  const some = all
    .filter(({ pdf }) => text === undefined || pdf !== undefined)
    .sort((a, b) => seedOf(a.name) - seedOf(b.name))
    .slice(0, most)
  const sources = new Set(some.map(({ source }) => source)).size
  console.log(`  ${some.length} of ${all.length} pages of ${split}, from ${sources} sources`)
  await compare(bend === 0 ? some : await bent(some, bend), peers)
}

async function compare(documents: readonly CorpusDocument[], peers: boolean): Promise<void> {
  const bench = await openBenchApp()
  const show = async (name: string, blocks: MarkdownBlock[][]) => {
    const scores = documents.map((document, at) => score(document, blocks[at] ?? []))
    print(name, scores, peers ? await similarityOf(documents, blocks) : null)
    if (name === 'inkleaf') printWorst(documents, scores)
  }
  const costs: Record<'basic' | 'markdown', number> = { basic: 0, markdown: 0 }
  try {
    // Warm, and each mode in turn, so that neither has the machine's better minutes.
    await readAs(bench, documents[0] as CorpusDocument, 'markdown')
    const ours: MarkdownBlock[][] = []
    for (const document of documents) {
      for (const mode of ['basic', 'markdown'] as const) {
        const { jobs, milliseconds } = await readAs(bench, document, mode)
        costs[mode] += milliseconds
        if (mode === 'basic') continue
        const markdown = await markdownOf(bench, jobs)
        await writeFile((document.pages[0] ?? '').replace(/(-\d+)?\.png$/, '.md'), markdown)
        ours.push(blocksOfMarkdown(markdown))
      }
    }
    if (peers) await installPeers()
    await show('inkleaf', ours)
  } finally {
    await bench.close()
  }
  if (peers) {
    const hasText = documents.some(({ pdf }) => pdf !== undefined)
    for (const peer of hasText ? PDF_PEERS : MARKDOWN_PEERS) {
      const pages = documents.flatMap(({ pages, pdf, language }) =>
        pages.map((page) => ({ page: pdf ? `${pdf.path}#${pdf.page}` : page, language })),
      )
      const { texts } = await runPeer(
        peer,
        pages.map(({ page }) => page),
        pages.map(({ language }) => (language === 'zh' ? 'zh-cn' : language)),
      )
      let at = 0
      await show(
        peer,
        documents.map(({ pages: own }) => blocksOfMarkdown(own.map(() => texts[at++] ?? '').join('\n\n'))),
      )
    }
  }
  const more = costs.markdown / costs.basic - 1
  console.log(
    `  structure adds ${(100 * more).toFixed(0)}% to a page's time (${perPage(costs.basic)} to ${perPage(costs.markdown)} ms, one page at a time)`,
  )

  function perPage(milliseconds: number): string {
    return (milliseconds / documents.reduce((sum, { pages }) => sum + pages.length, 0)).toFixed(0)
  }
}

/** The pages of a document as one file: a PDF of pictures where they are several. */
async function readAs(bench: BenchApp, { pages, pdf }: CorpusDocument, mode: 'basic' | 'markdown') {
  const start = performance.now()
  const picture = pages.length > 1 ? await asTiff(pages) : (pages[0] ?? '')
  const own = pdf ? { textLayer: 'only', pages: String(pdf.page) } : {}
  const { added } = await bench.app.queue.add({
    paths: [pdf?.path ?? picture],
    options: jobOptions.parse({ mode, fresh: true, ...own }),
  })
  const job = added[0]?.job
  if (!job) throw new Error('refused')
  const view = await ended(bench.app, job)
  return { jobs: [view], milliseconds: performance.now() - start }
}

async function asTiff(pages: readonly string[]): Promise<string> {
  const file = (pages[0] ?? '').replace(/-1\.png$/, '.tiff')
  const program =
    'import sys; from PIL import Image; p=[Image.open(f).convert("RGB") for f in sys.argv[2:]];' +
    'p[0].save(sys.argv[1], save_all=True, append_images=p[1:], compression="tiff_lzw")'
  await promisify(execFile)(join(benchFolder, '../python/bin/python'), ['-c', program, file, ...pages])
  return file
}

function withOwnText(page: CorpusPage, folder: string, name: string): CorpusPage {
  const [, document = '', number] = /^(.+)-p(\d+)$/.exec(page.name) ?? []
  const path = join(folder, '../printed', document, `${name}.pdf`)
  return existsSync(path) ? { ...page, pdf: { path, page: Number(number) } } : page
}

/** The pages as photographed from a book: upward in the middle, by so much of their height. */
async function bent(documents: readonly CorpusDocument[], part: number): Promise<CorpusDocument[]> {
  const folder = join(benchFolder, 'bent')
  mkdirSync(folder, { recursive: true })
  const program = `import sys, cv2, numpy as np
part = float(sys.argv[1])
for source, target in zip(sys.argv[2::2], sys.argv[3::2]):
    page = cv2.imread(source)
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    sag = part * height * (np.sin(np.pi * x / width) - 0.5)
    cv2.imwrite(target, cv2.remap(page, x, (y + sag).astype(np.float32), cv2.INTER_LINEAR, borderValue=(235, 235, 235)))`
  const moved = documents.map((document) => ({
    ...document,
    pages: document.pages.map((page) => join(folder, basename(page))),
  }))
  const pairs = documents.flatMap(({ pages }) => pages.flatMap((page) => [page, join(folder, basename(page))]))
  await promisify(execFile)(join(benchFolder, '../python/bin/python'), ['-c', program, String(part), ...pairs])
  return moved
}

async function markdownOf(bench: BenchApp, jobs: readonly JobView[]): Promise<string> {
  const parts = await Promise.all(
    jobs.map(async (job) => render(toDocument(job, await bench.app.history.pages(job.id)), 'md')),
  )
  return parts.join('\n\n')
}

async function similarityOf(
  documents: readonly CorpusDocument[],
  blocks: readonly MarkdownBlock[][],
): Promise<number | null> {
  const pairs = documents.flatMap((document, at) =>
    tablePairs(document, blocks[at] ?? []).map(
      ([truth, reading]) => [tableHtml(truth), reading ? tableHtml(reading) : ''] as const,
    ),
  )
  if (pairs.length === 0) return null
  const found = await teds(pairs)
  return found.reduce((sum, one) => sum + one, 0) / found.length
}

function print(name: string, scores: readonly Score[], similarity: number | null): void {
  const f1 = (kind: keyof Score['found']) => {
    const sum = { right: 0, got: 0, wanted: 0 }
    for (const { found } of scores) for (const key of ['right', 'got', 'wanted'] as const) sum[key] += found[kind][key]
    return (2 * sum.right) / Math.max(1, sum.got + sum.wanted)
  }
  const columns = scores.filter(({ name: own }) => own.includes('columns'))
  const errors = (some: readonly Score[], what: 'inOrder' | 'anyOrder') =>
    (100 * some.reduce((sum, { text }) => sum + text[what], 0)) /
    some.reduce((sum, { text }) => sum + text.characters, 0)
  const mean = (what: keyof Score['omni']) =>
    (scores.reduce((sum, { omni }) => sum + omni[what], 0) / scores.length).toFixed(3)
  console.log(
    `  ${name.padEnd(20)} F1 heading ${f1('heading').toFixed(3)} (its level ${f1('level').toFixed(3)}), paragraph ${f1('paragraph').toFixed(3)}, list ${f1('list_item').toFixed(3)}, code ${f1('code').toFixed(3)}, table cell ${f1('cell').toFixed(3)}${similarity === null ? '' : `, TEDS ${similarity.toFixed(3)}`}`,
  )
  const inColumns =
    columns.length === 0
      ? ''
      : `columns ${errors(columns, 'inOrder').toFixed(2)}% (in any order ${errors(columns, 'anyOrder').toFixed(2)}%), `
  console.log(
    `  ${''.padEnd(20)} characters wrong in reading order: ${inColumns}all ${errors(scores, 'inOrder').toFixed(2)}% (${errors(scores, 'anyOrder').toFixed(2)}%); edit distance of text blocks ${mean('text')}, of their order ${mean('order')}`,
  )
}

function printWorst(documents: readonly CorpusDocument[], scores: readonly Score[]): void {
  for (const [at, { name }] of documents.entries()) {
    const missed = scores[at]?.missed ?? []
    if (missed.length > MAX_NAMED) missed.splice(MAX_NAMED, missed.length, `and ${missed.length - MAX_NAMED} more`)
    if (missed.length > 0) console.log(`    ${name}: ${missed.join('; ')}`)
  }
}
