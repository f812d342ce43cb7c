/** A page's words over its picture, unseen: they can be selected and copied as in any text, and tell where each block lies. */
import { memo } from 'react'
import type { PageResult } from '../../src-preload/model.ts'
import { reveal } from './in-step.ts'
import { lineBox } from './line-box.ts'
import { lineKey, point } from './view-state.ts'

type Block = PageResult['blocks'][number]
type Line = Block['lines'][number]

interface Props {
  page: number
  result: PageResult
}

const percent = (part: number) => `${(100 * part).toFixed(3)}%`
/** A letter's size is so much of its line's box. */
const LETTER = 0.8

export const TextLayer = memo(function TextLayer({ page, result }: Props) {
  const aspect = result.widthPx / result.heightPx
  return (
    <div className="text-layer">
      {result.blocks.map((block) => (
        <BlockArea key={block.id} page={page} block={block} aspect={aspect} />
      ))}
    </div>
  )
})

function BlockArea({ page, block, aspect }: { page: number; block: Block; aspect: number }) {
  const { bbox } = block
  return (
    <>
      {bbox && (
        <span
          className="block-area"
          data-block={block.id}
          style={{
            left: percent(bbox[0]),
            top: percent(bbox[1]),
            width: percent(bbox[2] - bbox[0]),
            height: percent(bbox[3] - bbox[1]),
          }}
        />
      )}
      {block.lines.map((line) => (
        <LineWords key={line.id} page={page} block={block} line={line} aspect={aspect} />
      ))}
    </>
  )
}

function LineWords({ page, block, line, aspect }: { page: number; block: Block; line: Line; aspect: number }) {
  if (!line.quad) return null
  const { left, top, width, height, degrees } = lineBox(line.quad, aspect)
  const words = line.text.split(' ')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a line shows its text, which is there for everyone
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click shows the text, which the keyboard reaches by itself
    <span
      className="words"
      data-line-of={line.id}
      style={{
        left: percent(left),
        top: percent(top),
        width: `${(100 * width).toFixed(3)}cqw`,
        height: `${(100 * height).toFixed(3)}cqw`,
        fontSize: `${(100 * LETTER * height).toFixed(3)}cqw`,
        lineHeight: `${(100 * height).toFixed(3)}cqw`,
        ...(Math.abs(degrees) > 0.05 ? { rotate: `${degrees.toFixed(2)}deg` } : {}),
      }}
      onPointerEnter={() => point(lineKey(page, line.id))}
      onPointerLeave={() => point(null)}
      onClick={() => {
        if (getSelection()?.isCollapsed !== false)
          reveal({ page, pagePart: line.quad?.[0]?.[1] ?? 0, block: { id: block.id, part: 0 } })
      }}
    >
      {words.map((word, at) => {
        const [start, end] = line.words?.[at] ?? evenly(words, at)
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's words never change their places
            key={at}
            className="word"
            style={{
              left: percent(start),
              width: percent(end - start),
              // The letters of the window's font, made as wide as the printed word.
              letterSpacing: `calc((${(100 * width * (end - start)).toFixed(3)}cqw - ${widthEm(word)}em) / ${Math.max(1, [...word].length)})`,
            }}
          >
            {word}
          </span>
        )
      })}
    </span>
  )
}

/** Where a word stands in a line that doesn't tell. */
function evenly(words: readonly string[], at: number): [number, number] {
  const lengths = words.map((word) => word.length)
  const total = Math.max(
    1,
    lengths.reduce((sum, length) => sum + length + 1, -1),
  )
  const start = lengths.slice(0, at).reduce((sum, length) => sum + length + 1, 0)
  return [start / total, (start + (lengths[at] ?? 0)) / total]
}

const measuring = document.createElement('canvas').getContext('2d')
if (measuring) measuring.font = '100px sans-serif'

function widthEm(word: string): string {
  return ((measuring?.measureText(word).width ?? 50 * word.length) / 100).toFixed(3)
}
