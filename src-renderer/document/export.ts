/** Results out of Inkleaf: to a folder on the desktop, as downloads in a browser; and to the clipboard. */
import i18n from 'i18next'
import { type EditedText, editedBlocks, editedText, pageMarkdown } from '../../src-preload/edits.ts'
import type { JobView, PageView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { CoreError } from '../core-error.ts'
import { attempt, say } from '../ui/toasts.tsx'
import type { Tab } from './view-state.ts'

/** In the menus' order. */
export const EXPORT_FORMATS = ['md', 'txt', 'pdf', 'docx', 'html', 'xlsx', 'csv', 'json'] as const
const BETWEEN_DOWNLOADS_MS = 300
const PAGES_AT_A_TIME = 50
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** `pages`: only these, `1-3,7`. */
export async function exportJobs(
  jobs: readonly JobView[],
  formats: ExportFormat[],
  pages: string | null = null,
): Promise<void> {
  const jobIds = jobs.map((job) => job.id)
  if (bridge.desktop) {
    const files = (await attempt(bridge.desktop.act('exportTo', { jobIds, formats, pages }))) as
      | string[]
      | null
      | undefined
    const words = [i18n.t('document.exported', { count: files?.length ?? 0 }), ...(pages ? [] : missing(jobs))]
    if (files) say(words.join(' · '))
    return
  }
  for (const id of jobIds)
    for (const format of formats) {
      await attempt(downloadExport(id, format, pages))
      // Browsers drop downloads that come all at once.
      await new Promise((done) => setTimeout(done, BETWEEN_DOWNLOADS_MS))
    }
  const [word] = pages ? [] : missing(jobs)
  if (word !== undefined) say(word)
}

/** That not all of their pages are in it, where that is so. */
function missing(jobs: readonly JobView[]): string[] {
  const count = jobs.reduce((sum, job) => sum + (job.totalPages ?? 0) - job.completedPages, 0)
  return count > 0 ? [i18n.t('document.missingPages', { count })] : []
}

/** Fetched first: a browser would say nothing of why there is no file. */
async function downloadExport(jobId: string, format: ExportFormat, pages: string | null): Promise<void> {
  const only = pages ? `?${new URLSearchParams({ pages })}` : ''
  const response = await fetch(`exports/${jobId}/${format}${only}`)
  if (!response.ok) throw new CoreError(await response.json())
  const header = response.headers.get('content-disposition') ?? ''
  // RFC 6266: the one in UTF-8 where there is one.
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/.exec(header) ?? []
  const [, plain = ''] = /filename="?([^";]+)/.exec(header) ?? []
  downloadBlob(await response.blob(), encoded === undefined ? plain : decodeURIComponent(encoded))
}

export function downloadBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  download(address, name)
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

function download(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

export async function copy(text: string): Promise<void> {
  const done = await attempt(navigator.clipboard.writeText(text).then(() => true))
  if (done) say(i18n.t('document.copied'))
}

/** Of a part of a page there is no text but that of its blocks. */
function textOf(page: PageView): EditedText {
  const { result, edits } = page
  if (result?.text !== '') return editedText(page)
  const text = editedBlocks(result, edits).map((block) => block.text)
  return { text: text.filter((one) => one !== '').join('\n\n'), markdown: pageMarkdown(result, edits) }
}

/** As what is shown: documents with their headings and tables for programs that take them, lines and Markdown as text. */
export async function copyPages(pages: readonly PageView[], tab: Tab): Promise<void> {
  const what = tab === 'source' ? 'markdown' : 'text'
  const text = pages
    .map((page) => textOf(page)[what].trim())
    .filter((one) => one !== '')
    .join('\n\n')
  if (tab !== 'document') return copy(text)
  const { richText } = await import('./rich-text.ts')
  const item = new ClipboardItem({
    'text/plain': new Blob([text], { type: 'text/plain' }),
    'text/html': new Blob([richText(pages)], { type: 'text/html' }),
  })
  const done = await attempt(navigator.clipboard.write([item]).then(() => true))
  if (done) say(i18n.t('document.copied'))
}

/** All of the document's pages, also those that are not on screen. */
export async function wholeDocument(jobId: string): Promise<PageView[]> {
  const views: PageView[] = []
  for (let offset = 0; ; offset += PAGES_AT_A_TIME) {
    const pages = await bridge.call('jobs.pages', { jobId, offset, limit: PAGES_AT_A_TIME })
    views.push(...pages)
    if (pages.length < PAGES_AT_A_TIME) return views
  }
}
