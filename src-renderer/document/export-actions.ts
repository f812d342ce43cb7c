/** A menu's entries for exporting documents, one a format. */
import type { TFunction } from 'i18next'
import type { JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { SHORTCUTS } from '../shell/shortcuts.ts'
import { useWindow } from '../store.ts'
import type { Action } from '../ui/action-menu.tsx'
import { keys } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
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
  const formats = EXPORT_FORMATS.map((format) => ({
    id: format,
    label:
      format === 'xlsx' || format === 'csv'
        ? t('document.tablesTo', { format: format === 'xlsx' ? 'Excel' : 'CSV' })
        : t('document.exportAs', { format: names(t)[format] }),
    ...(format === 'md' ? { keys: keys(SHORTCUTS.export ?? '') } : {}),
    run: () => void exportJobs(jobs, [format]),
  }))
  return [...formats, ...shareActions(jobs, t)]
}

/** macOS has a way to give a file to other apps and people. */
function shareActions([job, ...others]: readonly JobView[], t: TFunction): Action[] {
  const { desktop } = bridge
  if (!desktop || !job || others.length > 0 || useWindow.getState().info?.platform !== 'darwin') return []
  return (['pdf', 'docx'] as const).map((format) => ({
    id: `share-${format}`,
    label: t('document.shareAs', { format: names(t)[format] }),
    run: () => void attempt(desktop.act('share', [job.id, format])),
  }))
}
