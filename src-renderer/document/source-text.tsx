/** A page's Markdown, as it is exported. */
import { editedText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { findWords } from '../../src-preload/search-text.ts'
import { Marked } from '../history/search-hits.tsx'
import { useView } from './view-state.ts'

export function SourceText({ view }: { view: PageView }) {
  const words = useView((state) => state.words)
  const { markdown } = editedText(view)
  return (
    <pre className="source">
      <Marked text={markdown} marks={words === '' ? [] : findWords(markdown, words)} />
    </pre>
  )
}
