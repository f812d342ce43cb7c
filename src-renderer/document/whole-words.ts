/** Words of a table's cells that a browser would break at a hyphen or a stroke: `A-117`, `3/4`, `2026-03-14`. */
import type { ElementContent, Nodes } from 'hast'

const BREAKABLE = /\S*[-/‐–]\S*/g
/** Longer ones, such as addresses, may be broken. */
const LONGEST = 24

/** `root` with such words in elements of the class `whole`. */
export function wholeWords<T extends Nodes>(root: T, inCell = false): T {
  if (!('children' in root)) return root
  const isCell = inCell || (root.type === 'element' && (root.tagName === 'td' || root.tagName === 'th'))
  const children = root.children.flatMap((child) =>
    isCell && child.type === 'text' ? parted(child.value) : [wholeWords(child as Nodes, isCell)],
  )
  return { ...root, children } as T
}

function parted(text: string): ElementContent[] {
  const parts: ElementContent[] = []
  let done = 0
  for (const found of text.matchAll(BREAKABLE)) {
    const [word] = found
    if (word.length < 2 || word.length > LONGEST) continue
    if (found.index > done) parts.push({ type: 'text', value: text.slice(done, found.index) })
    const children = [{ type: 'text' as const, value: word }]
    parts.push({ type: 'element', tagName: 'span', properties: { className: ['whole'] }, children })
    done = found.index + word.length
  }
  if (done < text.length) parts.push({ type: 'text', value: text.slice(done) })
  return parts
}
