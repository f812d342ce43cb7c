/** The document that every export is made from: a job's pages, put together when it is read. */
import type { JobView, PageResult, PageView } from '../../src-preload/model.ts'

export interface ExportPage {
  page: number
  status: PageView['status']
  result: PageResult | null
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
    pages: pages.map(({ page, status, result, error }) => ({ page, status, result, error })),
  }
}
