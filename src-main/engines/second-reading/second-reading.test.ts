import { expect, it } from 'vitest'
import type { Block, PageResult } from '../../../src-preload/model.ts'
import { lineAt, resultFor } from '../../../test/support/result.ts'
import { judged } from './judgement.ts'
import { blocksOfMarkdown } from './markdown-blocks.ts'
import { asResult, secondReading } from './second-reading.ts'

type Given = { type?: Block['type']; lines: string[] }

/** A page with a line each 0.05 of its height, a word each 0.02 of its width and letter. */
function page(...blocks: Given[]): PageResult {
  let [count, y] = [0, 0]
  const made = blocks.map(({ type = 'text', lines }, order): Block => {
    const own = lines.map((text) => {
      y += 0.05
      return { ...lineAt(`l${++count}`, 0.1, y, 0.02 * text.length), text }
    })
    const [first, last] = [own[0]?.quad, own.at(-1)?.quad]
    const bbox: Block['bbox'] =
      first && last ? [0.1, first[0]?.[1] ?? 0, 0.9, last[2]?.[1] ?? 1] : [0.1, y, 0.5, y + 0.2]
    return { id: `b${order}`, type, bbox, order, lines: own, text: lines.join(' ') }
  })
  return { ...resultFor(1, made.map(({ text }) => text).join('\n\n')), blocks: made, confidence: 0.99 }
}

const read = (first: PageResult, markdown: string) => secondReading(first, blocksOfMarkdown(markdown))
const kinds = (blocks: readonly Block[]) =>
  blocks.map(({ type, text, leftOut }) => `${leftOut ? 'left out ' : ''}${type}: ${text}`)

it('a line stands where its words were seen, and a part of a line on its part of the box', () => {
  const first = page({ lines: ['alpha beta gamma delta', 'epsilon zeta eta theta'] })
  const { blocks } = read(first, 'alpha beta\n\ngamma delta epsilon zeta eta theta')
  expect(blocks.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
    ['alpha beta'],
    ['gamma delta', 'epsilon zeta eta theta'],
  ])
  const x = (at: number, n: number) => blocks[at]?.lines[0]?.quad?.[n]?.[0] ?? 0
  expect(x(0, 0)).toBeCloseTo(0.1, 2)
  expect(x(0, 1)).toBeLessThan(x(1, 0))
  expect(x(1, 1)).toBeCloseTo(0.1 + 0.02 * 22, 2)
  expect(blocks[1]?.lines[1]?.words).toHaveLength(4)
})

it('running heads stay what they are, pictures stay pictures, each in its place', () => {
  const first = page(
    { type: 'header', lines: ['Annals of the Sea'] },
    { lines: ['The first paragraph of the page.'] },
    { type: 'figure', lines: [] },
    { lines: ['The second paragraph of the page.'] },
    { type: 'page_number', lines: ['17'] },
  )
  const { blocks, leftOut } = read(first, 'The first paragraph of the page.\n\nThe second paragraph of the page.')
  expect(kinds(blocks)).toEqual([
    'header: Annals of the Sea',
    'text: The first paragraph of the page.',
    'figure: ',
    'text: The second paragraph of the page.',
    'page_number: 17',
  ])
  expect(leftOut).toBe(0)
  expect(new Set(blocks.map(({ id }) => id)).size).toBe(5)
  expect(asResult(first, { blocks, tables: [] }).text).not.toContain('left')
})

it('a formula takes the place of what the fast engine made of it, but not of a line that it left out', () => {
  const first = page(
    { lines: ['The energy of a body is'] },
    { lines: ['E = mc2'] },
    { lines: ['Nobody mentioned the price of lemons here.'] },
    { lines: ['as everybody knows since then.'] },
  )
  const { blocks } = read(first, 'The energy of a body is\n\n$$E = mc^2$$\n\nas everybody knows since then.')
  expect(kinds(blocks)).toEqual([
    'text: The energy of a body is',
    'formula: E = mc^2',
    'left out text: Nobody mentioned the price of lemons here.',
    'text: as everybody knows since then.',
  ])
  expect(blocks[1]?.bbox?.[1]).toBeCloseTo(first.blocks[1]?.bbox?.[1] ?? 0, 5)
  expect(blocks[1]?.lines.flatMap(({ doubts = [] }) => doubts)).toEqual([])
})

it('a table of the model has its cells on the lines of the page', () => {
  const first = page({ lines: ['Item', 'Price', 'Lemons', '3.50', 'Tea', '12.80'] })
  const { blocks, tables } = read(first, '| Item | Price |\n|---|---|\n| Lemons | 3.80 |\n| Tea | 12.80 |')
  expect(blocks).toHaveLength(1)
  expect(tables[0]?.cells.every(({ lines }) => lines.length === 1)).toBe(true)
  const doubts = blocks[0]?.lines.flatMap((line) => (line.doubts ?? []).map((d) => [line.text, d.why, d.others]))
  expect(doubts).toEqual([['3.80', 'differs', ['3.50']]])
})

it('another page is refused where the fast reading is sure, and kept with a word where it is not', () => {
  const first = page({ lines: ['Twelve crates of lemons arrived by the morning boat, and two were broken.'] })
  const other = blocksOfMarkdown('Dear Sir, I write to you about the matter of the garden wall, which fell down.')
  expect(() => judged(first, other, 'X')).toThrow(/not this page/)
  const { result } = judged({ ...first, confidence: 0.3 }, other, 'X')
  expect(result.warnings.map(({ code }) => code)).toEqual(['reading_unchecked'])
  expect(result.text).toContain('Dear Sir')
  expect(result.blocks.flatMap(({ lines }) => lines.flatMap(({ doubts = [] }) => doubts))).toEqual([])
})

it('an empty page stays empty', () => {
  const { blocks, unseen, leftOut } = read(page(), '')
  expect([blocks, unseen, leftOut]).toEqual([[], 0, 0])
})
