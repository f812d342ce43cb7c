/** The JSON export, described: docs/document.schema.json is made of this (JSON Schema 2020-12). */
import { z } from 'zod'
import { edit, failure, MODES, pageResult, pageStates } from '../../src-preload/model.ts'

const page = z.object({
  page: z.int().positive(),
  status: z.enum(pageStates),
  /** Null for a page that was not read. */
  result: pageResult.nullable(),
  edits: z.array(edit),
  error: failure.nullable(),
})

export const documentJson = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  jobId: z.string(),
  readAt: z.string().nullable(),
  mode: z.enum(MODES),
  pages: z.array(page),
})

export function documentJsonSchema(): object {
  return { title: 'A document that Inkleaf read', ...z.toJSONSchema(documentJson) }
}
