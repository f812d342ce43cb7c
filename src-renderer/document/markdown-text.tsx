/** A page's Markdown, rendered. What was read is hostile input: nothing but known, harmless elements comes out. */
import { lazy, Suspense } from 'react'
import { editedText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { Boundary } from '../ui/boundary.tsx'

/** Its libraries are half of the window's code, and not needed to begin. */
const Rendered = lazy(() => import('./markdown-rendered.tsx'))
const Blocks = lazy(() => import('./blocks-rendered.tsx'))

export function MarkdownText({ jobId, view }: { jobId: string; view: PageView }) {
  const { markdown } = editedText(view)
  const source = <pre className="markdown-source">{markdown}</pre>
  return (
    <div className="markdown">
      <Boundary fallback={() => source}>
        <Suspense fallback={source}>
          {view.result?.blocks.length ? <Blocks jobId={jobId} view={view} /> : <Rendered source={markdown} />}
        </Suspense>
      </Boundary>
    </div>
  )
}
