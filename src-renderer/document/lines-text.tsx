/** A page's text line by line, as it is printed, each bound to its box on the picture; a block can be edited. */
import { Pencil } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { blockText } from '../../src-preload/edits.ts'
import type { PageResult, PageView } from '../../src-preload/model.ts'
import { findWords } from '../../src-preload/search-text.ts'
import { Marked } from '../history/search-hits.tsx'
import { IconButton } from '../ui/button.tsx'
import { percent } from '../ui/format.ts'
import { BlockEditor } from './block-editor.tsx'
import { rowsOf } from './rows.ts'
import { choose, lineKey, point, typeEdit, useView } from './view-state.ts'

type Block = PageResult['blocks'][number]

export function LinesText({ jobId, view }: { jobId: string; view: PageView }) {
  return view.result?.blocks.map((block) => (
    <BlockText
      key={block.id}
      jobId={jobId}
      page={view.page}
      block={block}
      edited={view.edits.find((edit) => edit.blockId === block.id)?.text ?? null}
    />
  ))
}

interface BlockProps {
  jobId: string
  page: number
  block: Block
  edited: string | null
}

const BlockText = memo(function BlockText({ jobId, page, block, edited }: BlockProps) {
  const { t } = useTranslation()
  const key = lineKey(page, block.id)
  const draft = useView((state) => state.edits.get(key))
  const words = useView((state) => state.words)
  // A picture without a word in it.
  if (block.lines.length === 0 && edited === null) return null
  if (draft !== undefined)
    return (
      <div data-block={block.id}>
        <BlockEditor jobId={jobId} page={page} block={block} edited={edited} draft={draft} />
      </div>
    )
  return (
    <div className={`block block-${block.type}`} data-block={block.id}>
      {edited === null ? (
        <div className="rows" {...(block.type === 'table' ? { tabIndex: 0 } : {})}>
          {rowsOf(block).map((row) => (
            <div key={row[0]?.id} className="row">
              {row.map((line) => (
                <LineText key={line.id} line={line} page={page} words={words} />
              ))}
            </div>
          ))}
        </div>
      ) : (
        <p className="block-edited" data-line={lineKey(page, block.lines[0]?.id ?? '')}>
          <Marked text={edited} marks={words === '' ? [] : findWords(edited, words)} />
        </p>
      )}
      <span className="block-edit">
        <IconButton
          icon={Pencil}
          label={t('document.edit')}
          onPress={() => typeEdit(key, edited ?? blockText(block))}
        />
      </span>
    </div>
  )
})

function LineText({ line, page, words }: { line: Block['lines'][number]; page: number; words: string }) {
  const key = lineKey(page, line.id)
  const state = useView(({ pointed, chosen }) => (chosen.has(key) ? 'chosen' : pointed === key ? 'pointed' : ''))
  const showConfidence = useView((view) => view.showConfidence)
  const sure = line.confidence
  const shade = showConfidence && sure !== null ? { '--doubt': Math.min(1, (1 - sure) * 2.5).toFixed(2) } : undefined
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a line shows its box; the text is there for everyone
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click shows the box, which keyboard users have no use for
    <span
      className={`line ${state} ${shade ? 'shaded' : ''}`}
      data-line={key}
      style={shade as React.CSSProperties}
      title={shade && sure !== null ? percent(sure) : undefined}
      onPointerEnter={() => point(key)}
      onPointerLeave={() => point(null)}
      onClick={() => getSelection()?.isCollapsed !== false && choose([[key, line.text]])}
    >
      <Marked text={line.text} marks={words === '' ? [] : findWords(line.text, words)} />
      {'\n'}
    </span>
  )
}
