/** The core's jobs and pages in the API's words. */
import { blockText, editedBlocks, editedText, inPlace } from '../../src-preload/edits.ts'
import { hasEnded, type JobView, type PageView } from '../../src-preload/model.ts'
import type { Service } from '../app/service.ts'
import type { Block, PageResult, Task } from './schemas.ts'

export function toTask(job: JobView, { reason }: Pick<Service, 'reason'>): Task {
  return {
    id: job.id,
    task_id: job.id,
    status: job.state,
    task_type: job.kind === 'pdf' ? 'pdf_ocr' : 'image_ocr',
    file_name: job.name,
    file_size: job.bytes,
    total_pages: job.totalPages,
    processed_pages: job.completedPages + job.failedPages,
    failed_pages: job.failedPages,
    progress: progressOf(job),
    priority: job.priority,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.endedAt,
    error_message: reason(job),
  }
}

export function typeOf(kind: string): 'image' | 'pdf' {
  return kind === 'pdf' ? 'pdf' : 'image'
}

/** A picture within JSON. */
export function pngUrl(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1e4) / 100
}

/** 0 to 100, with one decimal. */
export function progressOf({ state, totalPages, completedPages, failedPages }: JobView): number {
  if (state === 'completed' || state === 'partial') return 100
  if (!totalPages) return 0
  return Math.round((1000 * (completedPages + failedPages)) / totalPages) / 10
}

/** The page that is being read, or the last one. */
export function currentPage(job: JobView): number {
  const read = job.completedPages + job.failedPages
  return hasEnded(job.state) || read === job.totalPages ? read : Math.min(read + 1, job.totalPages ?? 0)
}

/** What the user put right in the window is what is given out. */
export function toPageResult(view: PageView): PageResult {
  const { result, page, status, error } = view
  const { text, markdown } = result ? editedText(view) : { text: '', markdown: '' }
  return {
    page_number: page,
    status,
    content: markdown,
    text,
    confidence: result?.confidence ?? null,
    processing_time: secondsOf(view),
    error_message: error?.message ?? null,
    blocks: blocksOf(view),
    tables: tablesOf(view),
  }
}

function tablesOf({ result, edits }: PageView): PageResult['tables'] {
  if (!result) return []
  return editedBlocks(result, edits).flatMap(({ table }) =>
    table
      ? [
          {
            block_id: table.blockId,
            rows: table.rows,
            columns: table.columns,
            cells: table.cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
              row,
              column,
              row_span: rowSpan,
              column_span: columnSpan,
              text,
            })),
          },
        ]
      : [],
  )
}

export function secondsOf({ result }: PageView): number | null {
  const ms = result?.timingsMs['total']
  return ms === undefined ? null : ms / 1000
}

export function blocksOf({ result, edits }: PageView): Block[] {
  return inPlace(result?.blocks ?? [], edits).map((block, at) => {
    const { id, type, bbox, lines, level } = block
    const edit = edits.find(({ blockId }) => blockId === id)
    const sure = lines.map(({ confidence }) => confidence).filter((one) => one !== null)
    return {
      id,
      type,
      text: edit?.text ?? blockText(block),
      bbox,
      order: at + 1,
      level: level ?? null,
      confidence: sure.length > 0 ? sure.reduce((sum, one) => sum + one, 0) / sure.length : null,
      lines: lines.map(({ text, confidence, quad }) => ({ text, confidence, quad })),
    }
  })
}

/** Joined by a blank line; a page without any leaves no gap. */
export function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
}
