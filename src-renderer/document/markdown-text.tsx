/** A page's Markdown, rendered. What was read is hostile input: nothing but known, harmless elements comes out. */
import { lazy, Suspense } from 'react'
import { editedText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { Boundary } from '../ui/boundary.tsx'

/** Its libraries are half of the window's code, and not needed to begin. */
const Rendered = lazy(() => import('./markdown-rendered.tsx'))

export function MarkdownText({ view }: { view: PageView }) {
  const { markdown } = editedText(view)
  const source = <pre className="markdown-source">{markdown}</pre>
  return (
    <div className="markdown">
      <Boundary fallback={() => source}>
        <Suspense fallback={source}>
          <Rendered source={markdown} />
        </Suspense>
      </Boundary>
    </div>
  )
}
