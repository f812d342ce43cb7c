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
