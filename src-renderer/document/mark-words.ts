/** Marks words in rendered blocks, over the bounds of bold words and links: those that were found, those in doubt. */
import type { Element, ElementContent, Nodes, Parents, Text } from 'hast'
import { findWords } from '../../src-preload/search-text.ts'

export interface Mark {
  start: number
  end: number
  tagName: 'mark' | 'span'
  properties: Element['properties']
}

/** The marks of a block (or of a part of it), in order and one beside the other, in the text that it shows. */
type MarksOf = (blockId: string, shown: string, part: number) => readonly Mark[]

/** `root` with `mark` elements round the words of the query, in every element that has a `data-block`. */
export function markWords<T extends Nodes>(root: T, query: string): T {
  if (query === '') return root
  return markRanges(root, (_, shown) =>
    findWords(shown, query).map(([start, end]) => ({ start, end, tagName: 'mark', properties: {} })),
  )
}

export function markRanges<T extends Nodes>(root: T, marksOf: MarksOf): T {
  return inside(root, marksOf) as T
}

/** Where a word of the block's text is in what it shows, which may lack an item's number or a table's tabs. */
export function placeShown(shown: string, text: string, start: number, end: number): [number, number] | null {
  const word = text.slice(start, end)
  let [nth, at] = [0, -1]
  for (let found = text.indexOf(word); found >= 0 && found < start; found = text.indexOf(word, found + 1)) nth++
  do at = shown.indexOf(word, at + 1)
  while (nth-- > 0 && at >= 0)
  return at < 0 || word === '' ? null : [at, at + word.length]
}

function inside(node: Nodes, marksOf: MarksOf): Nodes {
  if (!('children' in node)) return node
  const done = { ...node, children: node.children.map((child) => inside(child as Nodes, marksOf)) } as Parents
  const id = done.type === 'element' ? done.properties.dataBlock : undefined
  if (done.type !== 'element' || id === undefined) return done as Nodes
  const texts = textsOf(done)
  const part = Number(done.properties.dataPart ?? 0)
  const marks = marksOf(String(id), texts.map(({ value }) => value).join(''), part)
  if (marks.length === 0) return done
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

function parted(text: string, marks: readonly Mark[], offset: number): ElementContent[] {
  const parts: ElementContent[] = []
  let done = 0
  for (const { start, end, tagName, properties } of marks) {
    const [from, to] = [Math.max(done, start - offset), Math.min(text.length, end - offset)]
    if (from >= to) continue
    if (from > done) parts.push({ type: 'text', value: text.slice(done, from) })
    const children: Text[] = [{ type: 'text', value: text.slice(from, to) }]
    parts.push({ type: 'element', tagName, properties, children })
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
