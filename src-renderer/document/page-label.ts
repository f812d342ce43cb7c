/** Which page this is: of a document of which only some pages were read, also which of these. */
import type { TFunction } from 'i18next'
import type { PageOutline } from '../../src-preload/model.ts'

export function pageLabel(t: TFunction, outline: readonly PageOutline[], page: number): string {
  const at = outline.findIndex((one) => one.page === page) + 1
  const total = outline.length
  return at === page || at === 0
    ? t('document.pageOf', { n: page, total })
    : t('document.pageAmong', { n: page, at, total })
}
