/** Pages that are missing in a document: an export says where they would be. */
import type { PageView } from './model.ts'

type Page = Pick<PageView, 'page' | 'status' | 'error'>

/** A line for each stretch of pages that are missing for one reason, by the number of its first page. */
export function gapsIn(pages: readonly Page[]): ReadonlyMap<number, string> {
  const gaps: { first: number; last: number; why: string }[] = []
  let before = ''
  for (const page of pages) {
    const why = reasonOf(page)
    const gap = gaps.at(-1)
    if (why !== '' && why === before && gap && page.page === gap.last + 1) gap.last = page.page
    else if (why !== '') gaps.push({ first: page.page, last: page.page, why })
    before = why
  }
  return new Map(
    gaps.map(({ first, last, why }) => [
      first,
      `${first === last ? `Page ${first}` : `Pages ${first}-${last}`}: ${why}`,
    ]),
  )
}

function reasonOf({ status, error }: Page): string {
  switch (status) {
    case 'completed':
      return ''
    case 'failed':
      return `could not be read.${error ? ` ${error.message}` : ''}`
    case 'cancelled':
      return 'not read, it was cancelled'
    case 'pending':
    case 'processing':
      return 'not read yet'
  }
}
