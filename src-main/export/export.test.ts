import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { put, temporaryFolder } from '../../test/support/folders.ts'
import { resultFor } from '../../test/support/result.ts'
import type { ExportDocument } from './document.ts'
import { render } from './formats.ts'
import { existing, outputStems, writeWhole } from './write.ts'

const failure = { code: 'blot', kind: 'input', message: 'A blot.' } as const
const document: ExportDocument = {
  name: 'a.pdf',
  jobId: 'j',
  readAt: null,
  mode: 'basic',
  pages: [
    { page: 1, status: 'completed', result: resultFor(1, 'One\n'), edits: [], error: null },
    { page: 2, status: 'failed', result: null, edits: [], error: failure },
    { page: 3, status: 'completed', result: resultFor(3, 'Three'), edits: [], error: null },
  ],
}

describe('an export', () => {
  it('as text joins the pages by a blank line and names those that failed where they would be', () => {
    expect(render(document, 'txt')).toBe('One\n\n[Page 2: could not be read. A blot.]\n\nThree\n')
    expect(render({ ...document, mode: 'markdown' }, 'txt')).toContain('\n\n[Page 2: could not be read. A blot.]\n\n')
  })

  it('as Markdown too', () => {
    expect(render(document, 'md')).toContain('\n\n*Page 2: could not be read. A blot.*\n\n')
  })

  it('as JSON has every page with what became of it', () => {
    const { schemaVersion, pages } = JSON.parse(render(document, 'json'))
    expect(schemaVersion).toBe(1)
    expect(pages.map((page: { status: string }) => page.status)).toEqual(['completed', 'failed', 'completed'])
  })
})

describe('output files', () => {
  const folder = temporaryFolder()

  it('of sources with the same name are kept apart, and have safe names', () => {
    expect(outputStems(['a/scan.pdf', 'b/scan.png', 'c/Scan.pdf', 'line\nbreak.pdf'])).toEqual([
      'scan',
      'scan (2)',
      'Scan (3)',
      'line break',
    ])
  })

  it('that are there already are found before any work is done', () => {
    put(folder, 'scan.md', 'old')
    expect(existing(folder, ['scan.md', 'new.md'])).toEqual([join(folder, 'scan.md')])
  })

  it('are whole or not there', async () => {
    await writeWhole(join(folder, 'new.txt'), 'new')
    expect(readFileSync(join(folder, 'new.txt'), 'utf8')).toBe('new')
    mkdirSync(join(folder, 'taken.txt'))
    await expect(writeWhole(join(folder, 'taken.txt'), 'x')).rejects.toThrow(/taken\.txt can't be written/)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
