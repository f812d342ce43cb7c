/** A menu's entries for exporting documents, one a format. */
import type { TFunction } from 'i18next'
import type { JobView } from '../../src-preload/model.ts'
import { SHORTCUTS } from '../shell/shortcuts.ts'
import type { Action } from '../ui/action-menu.tsx'
import { keys } from '../ui/format.ts'
import { EXPORT_FORMATS, exportJobs } from './export.ts'

const NAMES = { md: 'Markdown', txt: 'TXT', json: 'JSON' } as const

export function exportActions(jobs: readonly JobView[], t: TFunction): Action[] {
  return EXPORT_FORMATS.map((format) => ({
    id: format,
    label: t('document.exportAs', { format: NAMES[format] }),
    ...(format === 'md' ? { keys: keys(SHORTCUTS.export ?? '') } : {}),
    run: () => void exportJobs(jobs, [format]),
  }))
}
