/** Inline content: a block's text in stretches that say what they are besides. As mdast, and cut at its start. */
import type { PhrasingContent } from 'mdast'
import type { Inline } from './model.ts'

/** Raised, lowered: mdast has no node for them, so they are ones with a name in HTML. */
export const RAISED = { sup: 'sup', sub: 'sub' } as const

export function contentText(content: readonly Inline[]): string {
  return content.map(({ text }) => text).join('')
}

/** Without the `count` characters that it begins with, such as an item's mark. */
export function withoutStart(content: readonly Inline[], count: number): Inline[] {
  let left = count
  return content.flatMap((stretch) => {
    const cut = Math.min(left, stretch.text.length)
    left -= cut
    return cut === stretch.text.length ? [] : [{ ...stretch, text: stretch.text.slice(cut) }]
  })
}

export function phrasing(content: readonly Inline[]): PhrasingContent[] {
  return content.flatMap((stretch) => wrapped(stretch))
}

function wrapped({ text, marks = [], href, latex }: Inline): PhrasingContent[] {
  if (text === '') return []
  let nodes: PhrasingContent[] = latex
    ? [formula(text)]
    : marks.includes('code')
      ? [{ type: 'inlineCode', value: text }]
      : broken(text)
  if (marks.includes('struck')) nodes = [{ type: 'delete', children: nodes }]
  for (const name of ['sup', 'sub'] as const)
    if (marks.includes(name)) nodes = [{ type: 'emphasis', data: { hName: RAISED[name] }, children: nodes }]
  if (marks.includes('italic')) nodes = [{ type: 'emphasis', children: nodes }]
  if (marks.includes('bold')) nodes = [{ type: 'strong', children: nodes }]
  // Only what can be followed without harm.
  if (href !== undefined && /^(https?:|mailto:)/i.test(href)) nodes = [{ type: 'link', url: href, children: nodes }]
  return nodes
}

function broken(text: string): PhrasingContent[] {
  return text
    .split('\n')
    .flatMap((line, at): PhrasingContent[] => [
      ...(at > 0 ? [{ type: 'break' } as const] : []),
      ...(line === '' ? [] : [{ type: 'text', value: line } as const]),
    ])
}

/** LaTeX: between dollars in Markdown, as it is written elsewhere. */
function formula(value: string): PhrasingContent {
  return { type: 'inlineCode', value, data: { hProperties: { className: ['math-inline'] } } }
}

export function isFormula(node: { data?: unknown }): boolean {
  const { hProperties } = (node.data ?? {}) as { hProperties?: { className?: string[] } }
  return hProperties?.className?.includes('math-inline') ?? false
}
