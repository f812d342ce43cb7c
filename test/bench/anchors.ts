/**
 * What is noticed of a second reading's mistakes: pages of documents that others made (test/corpus/others.ts) are read, and
 * what was read is handed in again with lines dropped, lines repeated and numbers changed.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadBlock } from '../../src-main/engines/second-reading/read-block.ts'
import { secondReading } from '../../src-main/engines/second-reading/second-reading.ts'
import { type Block, jobOptions, type PageResult } from '../../src-preload/model.ts'
import { placedWords } from '../../src-preload/placed-words.ts'
import { OUTER } from '../../src-preload/tree.ts'
import { otherDocuments } from '../corpus/others.ts'
import { seedOf } from '../corpus/pages/html-pages.ts'
import { openBenchApp } from './bench-app.ts'
import { benchFolder } from './pages.ts'

const [DROPPED, REPEATED, CHANGED] = [0.02, 0.01, 0.01]
/** Shorter ones say too little to be missed. */
const LEAST_LETTERS = 12

type Line = Block['lines'][number]

interface Spoilt {
  read: ReadBlock[]
  dropped: Line[]
  repeated: Line[]
  /** What a number is now, and what it was. */
  changed: { now: string; was: string }[]
}

export async function anchorsBench(each: number, offset: number, pages: number): Promise<void> {
  mkdirSync(benchFolder, { recursive: true })
  const documents = await otherDocuments(join(benchFolder, 'anchors'), { each, offset, tables: false })
  const files = documents.flatMap((document) => document.pages).slice(0, pages)
  const bench = await openBenchApp()
  const sum = { pages: 0, made: 0, found: 0, falsely: 0, words: 0, places: 0, near: 0, ms: 0 }
  const missed: string[] = []
  try {
    for (const file of files) {
      const [page] = await bench.read(file, jobOptions.parse({ mode: 'markdown', fresh: true }))
      if (!page?.result) continue
      const first = page.result
      const spoilt = spoil(first, seedOf(file))
      const start = performance.now()
      const second = secondReading(first, spoilt.read)
      sum.ms += performance.now() - start
      sum.pages++
      const told = tell(second.blocks, spoilt)
      sum.made += spoilt.dropped.length + spoilt.repeated.length + spoilt.changed.length
      sum.found += told.found
      sum.falsely += told.falsely
      missed.push(...told.missed)
      sum.words += first.text.split(/\s+/).length
      const places = placesOf(first, second.blocks)
      sum.places += places.all
      sum.near += places.near
    }
  } finally {
    await bench.close()
  }
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)}%`
  console.log(`  ${sum.pages} pages of ${documents.length} documents, ${sum.words} words, ${sum.made} changes`)
  console.log(
    `  found ${percent(sum.found, sum.made)} of the changes; marked wrongly ${percent(sum.falsely, sum.words)} of the words`,
  )
  console.log(`  within a third of a line's height of where they were: ${percent(sum.near, sum.places)} of the words`)
  console.log(`  ${(sum.ms / Math.max(1, sum.pages)).toFixed(0)} ms a page`)
  for (const one of missed.slice(0, 10)) console.log(`  missed: ${one}`)
}

/** Always the same for the same page. */
function lot(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function spoil(first: PageResult, seed: number): Spoilt {
  const random = lot(seed)
  const spoilt: Spoilt = { read: [], dropped: [], repeated: [], changed: [] }
  for (const block of first.blocks) {
    if (OUTER.has(block.type) || block.type === 'figure' || block.type === 'formula') continue
    const own = first.tables.find(({ blockId }) => blockId === block.id)
    if (own) {
      const { rows, columns, cells } = own
      spoilt.read.push({
        type: 'table',
        text: block.text ?? '',
        grid: { rows, columns, cells: cells.map(({ lines: _, ...cell }) => cell) },
      })
      continue
    }
    const texts = block.lines.flatMap((line) => {
      const isLong = line.text.replace(/[^\p{L}\p{N}]/gu, '').length >= LEAST_LETTERS
      const by = random()
      if (isLong && by < DROPPED) {
        spoilt.dropped.push(line)
        return []
      }
      const text = line.text.replace(/(?<![\p{L}\p{N}.,])\d{2,}(?![\p{L}\p{N}])/gu, (was) => {
        if (random() >= CHANGED) return was
        const now = String((Number(was.at(-1)) + 1 + Math.floor(8 * random())) % 10)
        spoilt.changed.push({ now: was.slice(0, -1) + now, was })
        return was.slice(0, -1) + now
      })
      if (!isLong || by > DROPPED + REPEATED) return [text]
      spoilt.repeated.push(line)
      return [text, text]
    })
    if (texts.length > 0) spoilt.read.push({ type: block.type, text: texts.join(block.type === 'code' ? '\n' : ' ') })
  }
  return spoilt
}

function tell(blocks: readonly Block[], { dropped, repeated, changed }: Spoilt) {
  const doubts = blocks.flatMap(({ lines }) =>
    lines.flatMap((line) =>
      (line.doubts ?? []).map((doubt) => ({ ...doubt, text: line.text.slice(doubt.start, doubt.end) })),
    ),
  )
  const leftOut = blocks.filter((block) => block.leftOut).flatMap(({ lines }) => lines.map(({ text }) => text))
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
  const missed: string[] = []
  let [found, explained] = [0, 0]
  const left = [...leftOut]
  for (const line of dropped) {
    const at = left.indexOf(line.text)
    if (at < 0) missed.push(`dropped ${JSON.stringify(line.text)}`)
    else {
      found++
      left.splice(at, 1)
    }
  }
  const unseen = doubts.filter(({ why }) => why === 'unseen')
  for (const line of repeated) {
    // A part of it is enough to be looked at; it may be the end of the one copy and the start of the other.
    const twice = letters(line.text).repeat(2)
    const own = unseen.filter(({ text }) => twice.includes(letters(text)) || letters(text).includes(letters(line.text)))
    if (own.length > 0) found++
    else missed.push(`repeated ${JSON.stringify(line.text)}`)
    explained += own.length
  }
  for (const { now, was } of changed) {
    const own = doubts.find(({ text, others }) => text.includes(now) && others.some((other) => other.includes(was)))
    if (own) {
      found++
      explained++
    } else missed.push(`changed ${was} to ${now}`)
  }
  return { found, falsely: Math.max(0, doubts.length - explained) + left.length, missed }
}

/** Of words that both have once: how many stand where they stood. */
function placesOf(first: PageResult, blocks: readonly Block[]): { all: number; near: number } {
  const before = centres(first.blocks)
  const after = centres(blocks.filter((block) => !block.leftOut))
  let [all, near] = [0, 0]
  for (const [word, places] of after) {
    const [was, is] = [before.get(word), places]
    if (was?.length !== 1 || is.length !== 1 || !was[0] || !is[0]) continue
    all++
    const aspect = first.widthPx / first.heightPx
    const away = Math.hypot((was[0].x - is[0].x) * aspect, was[0].y - is[0].y)
    if (away <= was[0].height / 3) near++
  }
  return { all, near }
}

function centres(blocks: readonly Block[]): Map<string, { x: number; y: number; height: number }[]> {
  const found = new Map<string, { x: number; y: number; height: number }[]>()
  for (const { lines } of blocks)
    for (const { text, quad, words } of lines) {
      const [a, b, c, d] = quad ?? []
      if (!a || !b || !c || !d) continue
      for (const word of placedWords(text, words)) {
        const along = (word.from + word.to) / 2
        const x = (a[0] + d[0]) / 2 + along * ((b[0] + c[0]) / 2 - (a[0] + d[0]) / 2)
        const y = (a[1] + d[1]) / 2 + along * ((b[1] + c[1]) / 2 - (a[1] + d[1]) / 2)
        found.set(word.text, [...(found.get(word.text) ?? []), { x, y, height: Math.hypot(d[0] - a[0], d[1] - a[1]) }])
      }
    }
  return found
}
