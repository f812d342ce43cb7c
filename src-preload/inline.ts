/** Inline content: a block's text in stretches that say what they are besides. As mdast, and cut at its start. */
import type { PhrasingContent } from 'mdast'
import type { Math as MathNode } from 'mdast-util-math'
import { successors, wordsOf } from './aligned-words.ts'
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

export function withoutEnd(content: readonly Inline[], count: number): Inline[] {
  const kept = contentText(content).length - count
  let at = 0
  return content.flatMap((stretch) => {
    const text = stretch.text.slice(0, Math.max(0, kept - at))
    at += stretch.text.length
    return text === '' ? [] : [{ ...stretch, text }]
  })
}

/**
 * A changed text in the stretches of the text that it comes from: a word that stayed, or that stands in another's place,
 * keeps what that was; so does what stands between two words of one stretch.
 */
export function changedContent(content: readonly Inline[], text: string): Inline[] {
  const before = contentText(content)
  const [old, now] = [wordsOf(before), wordsOf(text)]
  const owners: (Inline | null)[] = content.flatMap((stretch) => Array<Inline>(stretch.text.length).fill(stretch))
  const found: (Inline | null)[] = Array<Inline | null>(text.length).fill(null)
  for (const [from, to] of successors(old, now)) {
    const [was, is] = [old[from], now[to]]
    if (!was || !is) continue
    for (let n = 0; n < is.text.length; n++)
      found[is.start + n] = owners[was.start + (was.text === is.text ? n : 0)] ?? null
  }
  let last: Inline | null = null
  for (let at = 0; at < text.length; at++) {
    const own = found[at] ?? null
    if (own) last = own
    else if (last && last === found.slice(at).find((one) => one !== null)) found[at] = last
  }
  const parts: { owner: Inline | null; text: string }[] = []
  for (let at = 0; at < text.length; at++) {
    const owner = found[at] ?? null
    const part = parts.at(-1)
    if (part && part.owner === owner) part.text += text[at]
    else parts.push({ owner, text: text[at] ?? '' })
  }
  return parts.map((part) => ({ ...part.owner, text: part.text }))
}

type Wrap = (children: PhrasingContent[]) => PhrasingContent

/** From the outside in: what several stretches have in common is around all of them. */
const OUTER: ((stretch: Inline) => { key: string; wrap: Wrap } | null)[] = [
  // Only what can be followed without harm.
  ({ href }) =>
    href !== undefined && /^(https?:|mailto:)/i.test(href)
      ? { key: href, wrap: (children) => ({ type: 'link', url: href, children }) as PhrasingContent }
      : null,
  marked('bold', (children) => ({ type: 'strong', children })),
  marked('italic', (children) => ({ type: 'emphasis', children })),
  marked('sup', (children) => ({ type: 'emphasis', data: { hName: RAISED.sup }, children })),
  marked('sub', (children) => ({ type: 'emphasis', data: { hName: RAISED.sub }, children })),
  marked('struck', (children) => ({ type: 'delete', children })),
]

function marked(name: NonNullable<Inline['marks']>[number], wrap: Wrap) {
  return ({ marks }: Inline) => (marks?.includes(name) ? { key: name, wrap } : null)
}

export function phrasing(content: readonly Inline[], from = 0): PhrasingContent[] {
  const outer = OUTER[from]
  if (!outer) return content.flatMap((stretch) => bare(stretch))
  const groups: { wrap: Wrap | null; key: string | null; own: Inline[] }[] = []
  for (const stretch of content.filter(({ text }) => text !== '')) {
    const found = outer(stretch)
    const last = groups.at(-1)
    if (last && last.key === (found?.key ?? null)) last.own.push(stretch)
    else groups.push({ wrap: found?.wrap ?? null, key: found?.key ?? null, own: [stretch] })
  }
  return groups.flatMap(({ wrap, own }) => {
    if (!wrap) return phrasing(own, from + 1)
    // Markdown has no mark that begins or ends with a space.
    const text = contentText(own)
    const [start, end] = [text.length - text.trimStart().length, text.length - text.trimEnd().length]
    const inner = withoutEnd(withoutStart(own, start), end)
    if (inner.length === 0) return broken(text)
    return [...broken(text.slice(0, start)), wrap(phrasing(inner, from + 1)), ...broken(text.slice(text.length - end))]
  })
}

function bare({ text, marks = [], latex }: Inline): PhrasingContent[] {
  if (latex) return [formula(text)]
  return marks.includes('code') ? [{ type: 'inlineCode', value: text }] : broken(text)
}

function broken(text: string): PhrasingContent[] {
  return text
    .split('\n')
    .flatMap((line, at): PhrasingContent[] => [
      ...(at > 0 ? [{ type: 'break' } as const] : []),
      ...(line === '' ? [] : [{ type: 'text', value: line } as const]),
    ])
}

function formula(value: string): PhrasingContent {
  const hProperties = { className: [FORMULA_CLASSES.inline] }
  return {
    type: 'inlineMath',
    value,
    data: { hName: 'code', hProperties, hChildren: [{ type: 'text', value }] },
  }
}

/** LaTeX as HTML names it before something sets it. */
export const FORMULA_CLASSES = { inline: 'math-inline', display: 'math-display' } as const

/** LaTeX that has lines of its own. */
export function displayedFormula(value: string): MathNode {
  const hProperties = { className: [FORMULA_CLASSES.display] }
  const code = {
    type: 'element' as const,
    tagName: 'code',
    properties: hProperties,
    children: [{ type: 'text' as const, value }],
  }
  return { type: 'math', value, data: { hName: 'pre', hChildren: [code] } }
}
