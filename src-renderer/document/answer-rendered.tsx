/** An answer as it is to be read: Inkleaf's own Markdown of tables and formulas, set. Everything else is text. */
import { lazy, Suspense } from 'react'

const Formula = lazy(() => import('./formula.tsx'))

export function AnswerRendered({ markdown }: { markdown: string }) {
  return (
    <div className="answer-text">
      {markdown.split(/\n{2,}/).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
        <Part key={at} text={part} />
      ))}
    </div>
  )
}

function Part({ text }: { text: string }) {
  const lines = text.split('\n')
  if (lines.length > 2 && lines.every((line) => line.startsWith('|')))
    return <Rows rows={lines.filter((_, at) => at !== 1).map(cellsOf)} />
  const latex = /^\$\$\n([\s\S]*)\n\$\$$/.exec(text)?.[1]
  if (latex === undefined) return <p>{text}</p>
  return (
    <Suspense fallback={<p>{latex}</p>}>
      <Formula latex={latex} displayed />
    </Suspense>
  )
}

function Rows({ rows: [head = [], ...body] }: { rows: string[][] }) {
  return (
    <table>
      <thead>
        <Row cells={head} isHead />
      </thead>
      <tbody>
        {body.map((cells, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
          <Row key={at} cells={cells} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ cells, isHead = false }: { cells: readonly string[]; isHead?: boolean }) {
  const Cell = isHead ? 'th' : 'td'
  return (
    <tr>
      {cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
        <Cell key={at}>{cell}</Cell>
      ))}
    </tr>
  )
}

/** Of `| a | b |`; signs that were escaped are as they were. */
export function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .trim()
        .replaceAll('<br>', '\n')
        .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
    )
}
