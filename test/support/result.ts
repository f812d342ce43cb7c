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

/** A line as a result has it, 0.2 of the page wide and 0.02 high unless told. */
export function lineAt(id: string, x: number, y: number, width = 0.2) {
  const quad: [number, number][] = [
    [x, y],
    [x + width, y],
    [x + width, y + 0.02],
    [x, y + 0.02],
  ]
  return { id, text: id, confidence: 1, quad }
}
