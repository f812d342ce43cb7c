/** A page's text line by line, as it is printed, each bound to its box on the picture; a block can be edited. */
import { Pencil } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoubtfulWord } from '../../src-preload/doubts.ts'
import { blockText, isOnlyMoved } from '../../src-preload/edits.ts'
import type { PageResult, PageView } from '../../src-preload/model.ts'
import { useDoubts, useLookedAt } from '../proofreading/use-doubts.ts'
import { showWordOn } from '../proofreading/walk.ts'
import { IconButton } from '../ui/button.tsx'
import { BlockEditor } from './block-editor.tsx'
import { type DoubtRange, MarkedText } from './marked-text.tsx'
import { rowsOf } from './rows.ts'
import { choose, lineKey, point, typeEdit, useView } from './view-state.ts'

type Block = PageResult['blocks'][number]
type Line = Block['lines'][number]

const NONE: readonly DoubtfulWord[] = []

export function LinesText({ jobId, view }: { jobId: string; view: PageView }) {
  const doubts = Map.groupBy(useDoubts(view), ({ block }) => block.id)
  const looked = useLookedAt(view.page)
  return view.result?.blocks.map((block) => (
    <BlockText
      key={block.id}
      jobId={jobId}
      view={view}
      block={block}
      edited={view.edits.find((edit) => edit.blockId === block.id && !isOnlyMoved(edit, block))?.text ?? null}
      doubts={doubts.get(block.id) ?? NONE}
      looked={looked}
    />
  ))
}

interface BlockProps {
  jobId: string
  view: PageView
  block: Block
  edited: string | null
  doubts: readonly DoubtfulWord[]
  looked: string | null
}

const BlockText = memo(function BlockText({ jobId, view, block, edited, doubts, looked }: BlockProps) {
  const { t } = useTranslation()
  const { page } = view
  const key = lineKey(page, block.id)
  const draft = useView((state) => state.edits.get(key))
  const words = useView((state) => state.words)
  // A picture without a word in it.
  if ((block.lines.length === 0 || block.leftOut) && edited === null) return null
  if (draft !== undefined)
    return (
      <div data-block={block.id}>
        <BlockEditor jobId={jobId} view={view} block={block} draft={draft} />
      </div>
    )
  return (
    <div className={`block block-${block.type}`} data-block={block.id}>
      {edited === null ? (
        <div className="rows" {...(block.type === 'table' ? { tabIndex: 0 } : {})}>
          {rowsOf(block).map((row) => (
            <div key={row[0]?.id} className="row">
              {row.map((line) => (
                <LineText
                  key={line.id}
                  line={line}
                  page={page}
                  words={words}
                  doubts={rangesIn(line, doubts)}
                  looked={looked}
                  onDoubt={(id) => showWordOn(view, id)}
                />
              ))}
            </div>
          ))}
        </div>
      ) : (
        <p className="block-edited" data-line={lineKey(page, block.lines[0]?.id ?? '')}>
          <MarkedText
            text={edited}
            words={words}
            doubts={doubts}
            looked={looked}
            onDoubt={(id) => showWordOn(view, id)}
          />
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

function rangesIn(line: Line, doubts: readonly DoubtfulWord[]): DoubtRange[] {
  return doubts
    .filter((word) => word.line.id === line.id)
    .map(({ id, doubt }) => ({ id, start: doubt.start, end: doubt.end }))
}

interface LineProps {
  line: Line
  page: number
  words: string
  doubts: readonly DoubtRange[]
  looked: string | null
  onDoubt: (id: string) => void
}

function LineText({ line, page, words, doubts, looked, onDoubt }: LineProps) {
  const key = lineKey(page, line.id)
  const state = useView(({ pointed, chosen }) => (chosen.has(key) ? 'chosen' : pointed === key ? 'pointed' : ''))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a line shows its box; the text is there for everyone
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click shows the box, which keyboard users have no use for
    <span
      dir="auto"
      className={`line ${state}`}
      data-line={key}
      onPointerEnter={() => point(key)}
      onPointerLeave={() => point(null)}
      onClick={() => getSelection()?.isCollapsed !== false && choose([[key, line.text]])}
    >
      <MarkedText text={line.text} words={words} doubts={doubts} looked={looked} onDoubt={onDoubt} />
      {'\n'}
    </span>
  )
}
