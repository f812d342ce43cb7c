/** A page as a document, from its blocks. What was read is hostile input: nothing but known, harmless elements comes out. */
import { lazy, Suspense } from 'react'
import { editedText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { Boundary } from '../ui/boundary.tsx'

/** Its libraries are not needed to begin. */
const Blocks = lazy(() => import('./blocks-rendered.tsx'))

export function MarkdownText({ jobId, view }: { jobId: string; view: PageView }) {
  const source = <pre className="markdown-source">{editedText(view).markdown}</pre>
  return (
    <div className="markdown">
      <Boundary fallback={() => source}>
        <Suspense fallback={source}>
          <Blocks jobId={jobId} view={view} />
        </Suspense>
      </Boundary>
    </div>
  )
}
