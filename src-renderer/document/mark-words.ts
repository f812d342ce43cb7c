/** Marks found words in rendered blocks, over the bounds of bold words and links. */
import type { Element, ElementContent, Nodes, Parents, Text } from 'hast'
import { findWords } from '../../src-preload/search-text.ts'

/** `root` with `mark` elements round the words of the query, in every element that has a `data-block`. */
export function markWords<T extends Nodes>(root: T, query: string): T {
  if (query === '') return root
  return inside(root, query) as T
}

function inside(node: Nodes, query: string): Nodes {
  if (!('children' in node)) return node
  const done = { ...node, children: node.children.map((child) => inside(child as Nodes, query)) } as Parents
  if (done.type !== 'element' || done.properties.dataBlock === undefined) return done as Nodes
  const texts = textsOf(done)
  const marks = findWords(texts.map(({ value }) => value).join(''), query)
  const parts = new Map<Text, ElementContent[]>()
  let at = 0
  for (const text of texts) {
    parts.set(text, parted(text.value, marks, at))
    at += text.value.length
  }
  return replaced(done, parts)
}

/** Without those of blocks within it, such as the items of an item's own list. */
function textsOf(node: Element): Text[] {
  return node.children.flatMap((child) => {
    if (child.type === 'text') return [child]
    return child.type === 'element' && child.properties.dataBlock === undefined ? textsOf(child) : []
  })
}

function parted(text: string, marks: readonly [number, number][], offset: number): ElementContent[] {
  const parts: ElementContent[] = []
  let done = 0
  for (const [start, end] of marks) {
    const [from, to] = [Math.max(0, start - offset), Math.min(text.length, end - offset)]
    if (from >= to) continue
    if (from > done) parts.push({ type: 'text', value: text.slice(done, from) })
    const children: Text[] = [{ type: 'text', value: text.slice(from, to) }]
    parts.push({ type: 'element', tagName: 'mark', properties: {}, children })
    done = to
  }
  if (done < text.length) parts.push({ type: 'text', value: text.slice(done) })
  return parts
}

function replaced(node: Element, parts: ReadonlyMap<Text, ElementContent[]>): Element {
  return {
    ...node,
    children: node.children.flatMap((child) => {
      if (child.type === 'text') return parts.get(child) ?? [child]
      return child.type === 'element' ? [replaced(child, parts)] : [child]
    }),
  }
}
