/** A document: its pages' pictures and texts in step, as they are read. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProofBar } from '../proofreading/proof-bar.tsx'
import { stopProofreading } from '../proofreading/walk.ts'
import { useCommand } from '../shell/commands.ts'
import type { OpenDocument } from '../store.ts'
import { loadDocument, useDocument } from './data.ts'
import { FindBar } from './find-bar.tsx'
import { Panes } from './panes.tsx'
import { ReplaceSheet } from './replace-sheet.tsx'
import { Thumbnails } from './thumbnails.tsx'
import { Toolbar } from './toolbar.tsx'
import { Unopened } from './unopened.tsx'
import { resetView, rotate, useView, zoomBy } from './view-state.ts'
import './document.css'

export function DocumentView({ open }: { open: OpenDocument }) {
  const { t } = useTranslation()
  const { job, outline, failed } = useDocument()
  const showThumbnails = useView((view) => view.showThumbnails)
  const isProofreading = useView((view) => view.isProofreading)
  const [finding, setFinding] = useState(false)
  const [replacing, setReplacing] = useState(false)
  useEffect(() => {
    resetView(open.words)
    loadDocument(open.jobId)
  }, [open])
  useCommand('find', () => setFinding(true))
  useCommand('zoomIn', () => zoomBy(1))
  useCommand('zoomOut', () => zoomBy(-1))
  useCommand('rotate', rotate)
  useCommand('replace', () => setReplacing(true))
  useCommand('proofread', () => (isProofreading ? stopProofreading() : useView.setState({ isProofreading: true })))
  if (failed && !job) return <p className="document-gone">{t('document.gone', { message: failed })}</p>
  if (!job || !outline || job.id !== open.jobId) return <p className="document-gone">{t('document.opening')}</p>
  return (
    <div className="document">
      <Toolbar job={job} pages={outline} />
      {finding && <FindBar jobId={job.id} onClose={() => setFinding(false)} />}
      {isProofreading && <ProofBar job={job} />}
      <div className="document-body">
        {showThumbnails && outline.length > 1 && <Thumbnails jobId={job.id} pages={outline} />}
        {outline.length > 0 ? <Panes outline={outline} open={open} /> : <Unopened />}
      </div>
      {replacing && (
        <ReplaceSheet jobId={job.id} words={useView.getState().words} onClose={() => setReplacing(false)} />
      )}
    </div>
  )
}
