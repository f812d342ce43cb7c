/** A page as a document, from its blocks. What was read is hostile input: nothing but known, harmless elements comes out. */
import { lazy, Suspense } from 'react'
import { editedText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { Boundary } from '../ui/boundary.tsx'
import { PageMenu } from './page-menu.tsx'

/** Its libraries are not needed to begin. */
const Blocks = lazy(() => import('./blocks-rendered.tsx'))

export function DocumentText({ jobId, view }: { jobId: string; view: PageView }) {
  const plain = <pre className="source">{editedText(view).text}</pre>
  const blocks = (
    <div className="rendered">
      <Boundary fallback={() => plain}>
        <Suspense fallback={plain}>
          <Blocks jobId={jobId} view={view} />
        </Suspense>
      </Boundary>
    </div>
  )
  // What will be replaced in a moment can't be changed.
  return view.status === 'processing' ? (
    blocks
  ) : (
    <PageMenu jobId={jobId} view={view}>
      {blocks}
    </PageMenu>
  )
}
