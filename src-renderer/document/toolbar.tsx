/** What can be done with the open document, and how it is shown. */
import {
  ChevronDown,
  ChevronUp,
  Columns2,
  Copy,
  Download,
  Eye,
  Image,
  Maximize2,
  PanelLeft,
  RotateCw,
  Search,
  SpellCheck,
  Text as TextIcon,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isProofread } from '../../src-preload/doubts.ts'
import { hasEnded, type JobView, type PageOutline } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { runCommand, useCommand } from '../shell/commands.ts'
import { SHORTCUTS } from '../shell/shortcuts.ts'
import { ActionMenu } from '../ui/action-menu.tsx'
import { IconButton, IconToggle } from '../ui/button.tsx'
import { keys } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { pageNow } from './data.ts'
import { DragOut } from './drag-out.tsx'
import { copyPages, exportJobs, wholeDocument } from './export.ts'
import { exportActions } from './export-actions.ts'
import { MoreMenu } from './more-menu.tsx'
import { PageNumber } from './page-number.tsx'
import { type Panes, TABS, type Tab, useView } from './view-state.ts'

interface ToolbarProps {
  job: JobView
  pages: readonly PageOutline[]
}

const PANES = [
  { id: 'picture', icon: Image, label: 'document.pictureOnly' },
  { id: 'both', icon: Columns2, label: 'document.pictureAndText' },
  { id: 'text', icon: TextIcon, label: 'document.textOnly' },
] as const

export function Toolbar({ job, pages }: ToolbarProps) {
  const { t } = useTranslation()
  const { tab, panes, showConfidence, showThumbnails, isProofreading, current } = useView()
  const copyPage = async () => {
    const view = await attempt(pageNow(current))
    if (view) await copyPages([view], tab)
  }
  const copyAll = async () => {
    const views = await attempt(wholeDocument(job.id))
    if (views) await copyPages(views, tab)
  }
  useCommand('copyPage', copyPage)
  useCommand('copyAll', copyAll)
  useCommand('quickLook', () => void attempt(bridge.desktop?.act('quickLook', job.id) ?? Promise.resolve()))
  useCommand('export', () => void exportJobs([job], ['md']))
  const shortcut = (command: keyof typeof SHORTCUTS) => keys(SHORTCUTS[command] ?? '')
  return (
    <header className="toolbar">
      {pages.length > 1 && (
        <IconToggle
          icon={PanelLeft}
          label={t('document.thumbnails')}
          isSelected={showThumbnails}
          onChange={(show) => useView.setState({ showThumbnails: show })}
        />
      )}
      {job.completedPages > 0 && <DragOut job={job} />}
      <div className="toolbar-title">
        <h1 title={job.sourcePath}>{job.name}</h1>
        <div className="toolbar-where">
          {pages.length > 1 && (
            <IconButton
              icon={ChevronUp}
              label={t('document.previous')}
              keys={shortcut('previousPage')}
              onPress={() => runCommand('previousPage')}
            />
          )}
          <PageNumber outline={pages} />
          {pages.length > 1 && (
            <IconButton
              icon={ChevronDown}
              label={t('document.next')}
              keys={shortcut('nextPage')}
              onPress={() => runCommand('nextPage')}
            />
          )}
          {hasEnded(job.state) && isProofread(job) && <span className="badge">{t('document.proofread')}</span>}
        </div>
      </div>
      <ToggleButtonGroup
        className="segments"
        aria-label={t('document.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[tab]}
        onSelectionChange={(selected) => {
          const [next] = selected
          if (next) useView.setState({ tab: next as Tab })
        }}
      >
        {TABS.map((id) => (
          <ToggleButton key={id} id={id} className="segment">
            {t(`document.${id}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButtonGroup
        className="toolbar-group"
        aria-label={t('document.panes')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[panes]}
        onSelectionChange={(selected) => {
          const [next] = selected
          if (next) useView.setState({ panes: next as Panes })
        }}
      >
        {PANES.map(({ id, icon, label }) => (
          <IconToggle key={id} id={id} icon={icon} label={t(label)} />
        ))}
      </ToggleButtonGroup>
      <span className="toolbar-group">
        <IconButton
          icon={ZoomOut}
          label={t('document.zoomOut')}
          keys={shortcut('zoomOut')}
          onPress={() => runCommand('zoomOut')}
        />
        <IconButton
          icon={Maximize2}
          label={t('document.fit')}
          keys={shortcut('zoomFit')}
          onPress={() => runCommand('zoomFit')}
        />
        <IconButton
          icon={ZoomIn}
          label={t('document.zoomIn')}
          keys={shortcut('zoomIn')}
          onPress={() => runCommand('zoomIn')}
        />
        <IconButton
          icon={RotateCw}
          label={t('document.rotate')}
          keys={shortcut('rotate')}
          onPress={() => runCommand('rotate')}
        />
      </span>
      <span className="toolbar-group">
        <IconToggle
          icon={SpellCheck}
          label={t('proof.button')}
          keys={shortcut('proofread')}
          isSelected={isProofreading}
          onChange={() => runCommand('proofread')}
        />
        <IconToggle
          icon={Eye}
          label={t('document.confidence')}
          isSelected={showConfidence}
          onChange={(show) => useView.setState({ showConfidence: show })}
        />
        <IconButton
          icon={Search}
          label={t('document.find')}
          keys={shortcut('find')}
          onPress={() => runCommand('find')}
        />
        <ActionMenu
          icon={Copy}
          label={t('document.copyPage')}
          text={t('document.copy')}
          actions={[
            { id: 'page', label: t('document.copyPage'), keys: shortcut('copyPage'), run: copyPage },
            { id: 'all', label: t('document.copyAll'), keys: shortcut('copyAll'), run: copyAll },
          ]}
        />
        <ActionMenu
          icon={Download}
          label={t('document.export')}
          text={t('document.export')}
          actions={exportActions([job], t)}
        />
        <MoreMenu job={job} />
      </span>
    </header>
  )
}
