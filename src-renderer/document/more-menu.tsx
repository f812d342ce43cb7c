/** What else can be done with the open document. */
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { TagsSheet } from '../history/tags-sheet.tsx'
import { deleteJobs } from '../queue/delete-jobs.ts'
import { runCommand } from '../shell/commands.ts'
import { SHORTCUTS } from '../shell/shortcuts.ts'
import { type Action, ActionMenu } from '../ui/action-menu.tsx'
import { keys } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { AskSheet } from './ask-sheet.tsx'
import { CompareSheet } from './compare-sheet.tsx'
import { ExportPages } from './export-pages.tsx'
import { ReadAgain } from './read-again.tsx'

export function MoreMenu({ job }: { job: JobView }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'again' | 'ask' | 'compare' | 'tags' | 'pages' | null>(null)
  const close = () => setShown(null)
  const shortcut = (command: keyof typeof SHORTCUTS) => keys(SHORTCUTS[command] ?? '')
  const desktop = bridge.desktop
  const more: Action[] = [
    {
      id: 'replace',
      label: `${t('replace.title')}…`,
      keys: shortcut('replace'),
      run: () => runCommand('replace'),
    },
    { id: 'compare', label: `${t('compare.title')}…`, run: () => setShown('compare') },
    { id: 'ask', label: `${t('ask.menu')}…`, run: () => setShown('ask') },
    { id: 'again', label: t('document.readAgain'), run: () => setShown('again') },
    { id: 'pages', label: `${t('exportPages.title')}…`, run: () => setShown('pages') },
    { id: 'tags', label: `${t('tags.title')}…`, run: () => setShown('tags') },
    {
      id: 'favourite',
      label: t(job.favourite ? 'document.unfavourite' : 'document.favourite'),
      run: () => void attempt(bridge.call('history.setFavourite', { jobIds: [job.id], favourite: !job.favourite })),
    },
    ...(desktop
      ? [
          { id: 'reveal', label: t('document.reveal'), run: () => void attempt(desktop.act('reveal', job.id)) },
          {
            id: 'look',
            label: t('document.quickLook'),
            keys: shortcut('quickLook'),
            run: () => void attempt(desktop.act('quickLook', job.id)),
          },
        ]
      : []),
    { id: 'delete', label: t('queue.delete'), run: () => void deleteJobs([job.id]) },
  ]
  return (
    <>
      <ActionMenu icon={Ellipsis} label={t('app.more')} actions={more} />
      {shown === 'ask' && <AskSheet job={job} onClose={close} />}
      {shown === 'compare' && <CompareSheet job={job} onClose={close} />}
      {shown === 'pages' && <ExportPages job={job} onClose={close} />}
      {shown === 'tags' && <TagsSheet jobs={[job]} onClose={close} />}
      <ReadAgain job={job} isOpen={shown === 'again'} onClose={close} />
    </>
  )
}
