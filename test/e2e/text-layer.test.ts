/** A PDF's own text is believed where it says what its pages show, and no further. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonLines, run } from '../support/cli.ts'
import { fixture, temporaryFolder } from '../support/folders.ts'

const home = temporaryFolder()

async function pagesOf(file: string, ...options: string[]) {
  return jsonLines(await run(home, ['ocr', '--json', file, ...options])).filter(({ type }) => type === 'page')
}

describe("a PDF's own text", () => {
  it.each(['basic', 'markdown'])(
    'is read from the picture where its fonts map to other characters (%s)',
    async (mode) => {
      const [page] = await pagesOf(fixture(join('cases', 'shifted-codes.pdf')), '--mode', mode)
      expect(page?.text).not.toContain('7KH')
      expect(page?.text?.replace(/\s+/g, ' ')).toContain('Tern Bakery Holdings sells the right to run')
    },
  )

  it('is used as it is where the picture says the same', async () => {
    const pages = await pagesOf(fixture('sample.pdf'))
    expect(pages.map(({ confidence }) => confidence)).toEqual([1, 1])
  })

  it('is used whatever the picture says where nothing else is wanted', async () => {
    const [page] = await pagesOf(fixture(join('cases', 'shifted-codes.pdf')), '--text-layer', 'only')
    expect(page?.text).toContain('7KH')
  })
})

describe('a tagged PDF', () => {
  it('is read as its tags have it: order, headings, lists, tables with empty and joined cells, code', async () => {
    const { stdout } = await run(home, ['ocr', fixture('tagged.pdf'), '--mode', 'markdown'])
    expect(stdout).toContain('# The lighthouse register\n')
    expect(stdout).toContain('## What is kept\n\n- Names of ships, as they are painted\n  1. of those that sail\n')
    expect(stdout).toContain('and are kept in a book of their own below the stairs\n- Hours of fog\n')
    expect(stdout).toContain('<td>January</td><td>120</td><td></td><td>The tower was painted white')
    expect(stdout).toContain('<td rowspan="2">February and March</td><td>95</td><td>31</td><td></td>')
    // The two stand beside each other.
    expect(stdout).toContain('He says that the sea is grey.\n\nThe second keeper writes in pencil.')
    expect(stdout).toContain('```\nlight on\nwait 12\n\nlight off\n```')
  })

  it('keeps what is bold, slanted, struck out, raised, typed or a link', async () => {
    const { stdout } = await run(home, ['ocr', fixture('tagged.pdf'), '--mode', 'markdown'])
    for (const words of [
      'is **never** put out, says the *old book*,',
      '3 × 10⁹ drops of oil, or CO<sub>2</sub> for a year; ~~the cat~~ the keeper',
      'See [the list of lights](https://example.org/lights) and the command `lamp --wick=2` for more.',
    ])
      expect(stdout).toContain(words)
  })
})
