/** A menu's entries for exporting documents, one a format. */
import type { TFunction } from 'i18next'
import type { JobView } from '../../src-preload/model.ts'
import { SHORTCUTS } from '../shell/shortcuts.ts'
import type { Action } from '../ui/action-menu.tsx'
import { keys } from '../ui/format.ts'
import { EXPORT_FORMATS, exportJobs } from './export.ts'

const names = (t: TFunction): Record<string, string> => ({
  md: 'Markdown',
  txt: 'TXT',
  pdf: t('document.searchablePdf'),
  docx: 'Word (DOCX)',
  html: 'HTML',
  json: 'JSON',
})

/** The formats by their names in menus. */
export function formatName(format: (typeof EXPORT_FORMATS)[number], t: TFunction): string {
  if (format === 'xlsx' || format === 'csv')
    return t('document.tablesTo', { format: format === 'xlsx' ? 'Excel' : 'CSV' })
  return names(t)[format] ?? format
}

export function exportActions(jobs: readonly JobView[], t: TFunction): Action[] {
  return EXPORT_FORMATS.map((format) => ({
    id: format,
    label:
      format === 'xlsx' || format === 'csv'
        ? t('document.tablesTo', { format: format === 'xlsx' ? 'Excel' : 'CSV' })
        : t('document.exportAs', { format: names(t)[format] }),
    ...(format === 'md' ? { keys: keys(SHORTCUTS.export ?? '') } : {}),
    run: () => void exportJobs(jobs, [format]),
  }))
}
