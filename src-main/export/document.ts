/** The document that every export is made from: a job's pages, put together when it is read. */
import { editedBlocks, editedText } from '../../src-preload/edits.ts'
import type { JobView, PageResult, PageView } from '../../src-preload/model.ts'
import { isPicture, type TreeBlock } from '../../src-preload/tree.ts'

export interface ExportPage {
  page: number
  status: PageView['status']
  result: PageResult | null
  edits: PageView['edits']
  error: PageView['error']
}

export interface ExportDocument {
  name: string
  jobId: string
  readAt: string | null
  mode: JobView['options']['mode']
  pages: ExportPage[]
}

export function toDocument(job: JobView, pages: readonly PageView[]): ExportDocument {
  return {
    name: job.name,
    jobId: job.id,
    readAt: job.endedAt,
    mode: job.options.mode,
    pages: pages.map((view) => {
      const { page, status, result, edits, error } = view
      // What the user put right is what is exported; the lines of the result stay as they were read.
      return { page, status, result: result && { ...result, ...editedText(view) }, edits, error }
    }),
  }
}

/** A page's blocks with the text that they have now; none where the engine gave only Markdown. */
export function blocksOf({ result, edits }: ExportPage): TreeBlock[] {
  return result ? editedBlocks(result, edits) : []
}

/** Blocks that are shown by a cut-out of their page. */
export function pictured(document: ExportDocument): TreeBlock[] {
  return document.pages.flatMap((page) => blocksOf(page).filter(isPicture))
}
