/** The document that every export is made from: a job's pages, put together when it is read. */
import { editedText } from '../../src-preload/edits.ts'
import type { JobView, PageResult, PageView } from '../../src-preload/model.ts'

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
  pages: ExportPage[]
}

export function toDocument(job: JobView, pages: readonly PageView[]): ExportDocument {
  return {
    name: job.name,
    jobId: job.id,
    readAt: job.endedAt,
    pages: pages.map((view) => {
      const { page, status, result, edits, error } = view
      // What the user put right is what is exported; the lines of the result stay as they were read.
      return { page, status, result: result && { ...result, ...editedText(view) }, edits, error }
    }),
  }
}
