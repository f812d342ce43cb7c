/** A page's Markdown, rendered. What was read is hostile input: nothing but known, harmless elements comes out. */
import { lazy, Suspense } from 'react'
import { editedText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'

/** Its libraries are half of the window's code, and not needed to begin. */
const Rendered = lazy(() => import('./markdown-rendered.tsx'))

export function MarkdownText({ view }: { view: PageView }) {
  const { markdown } = editedText(view)
  return (
    <div className="markdown">
      <Suspense fallback={<pre className="markdown-source">{markdown}</pre>}>
        <Rendered source={markdown} />
      </Suspense>
    </div>
  )
}
