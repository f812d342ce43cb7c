import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import { render } from './formats.ts'
import { documentJson, documentJsonSchema } from './json-schema.ts'

const file = resolve(import.meta.dirname, '../../docs/document.schema.json')

it('docs/document.schema.json describes what is exported (WRITE=1 makes it anew)', () => {
  if (process.env['WRITE']) writeFileSync(file, `${JSON.stringify(documentJsonSchema(), null, 2)}\n`)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(documentJsonSchema())))
})

it('an export is what the schema says', () => {
  const failed = { code: 'blot', kind: 'input', message: 'A blot.' } as const
  const json = render(
    {
      name: 'a.pdf',
      jobId: 'j',
      readAt: null,
      mode: 'markdown',
      pages: [
        { page: 1, status: 'completed', result: resultFor(1), edits: [], error: null },
        { page: 2, status: 'failed', result: null, edits: [], error: failed },
      ],
    },
    'json',
  )
  expect(documentJson.parse(JSON.parse(json)).pages).toHaveLength(2)
})
