/** A page result as an engine would give it. */
import type { PageResult } from '../../src-preload/model.ts'

export function resultFor(page: number, text = `text of page ${page}`): PageResult {
  return {
    schemaVersion: 1,
    page,
    widthPx: 100,
    heightPx: 100,
    dpi: 200,
    rotation: 0,
    text,
    markdown: text,
    blocks: [],
    tables: [],
    warnings: [],
    engine: 'test',
    model: 'none',
    confidence: 0.9,
    timingsMs: { total: 1 },
  }
}
