/** Tables whose head reaches down into their rows. */
import type { Element, Nodes } from 'hast'

/** A cell may not reach out of `thead`, where browsers cut it off: such a table's rows are all put into one `tbody`. */
export function oneBody<T extends Nodes>(node: T): T {
  if (!('children' in node)) return node
  const children = node.children.map((child) => oneBody(child as Nodes))
  const done = { ...node, children } as T
  return done.type === 'element' && done.tagName === 'table' && reachesDown(done)
    ? { ...done, children: [body(done)] }
    : done
}

function reachesDown(table: Element): boolean {
  return groups(table, 'thead').some((head) =>
    rowsOf(head).some((row) =>
      row.children.some((cell) => cell.type === 'element' && Number(cell.properties.rowSpan ?? 1) > 1),
    ),
  )
}

function body(table: Element): Element {
  const rows = table.children.flatMap((group) => (group.type === 'element' ? rowsOf(group) : []))
  return { type: 'element', tagName: 'tbody', properties: {}, children: rows }
}

function groups(table: Element, name: string): Element[] {
  return table.children.filter((child): child is Element => child.type === 'element' && child.tagName === name)
}

function rowsOf(group: Element): Element[] {
  return groups(group, 'tr')
}
