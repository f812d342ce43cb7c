/** LaTeX as MathML (https://www.w3.org/TR/mathml-core/), with the LaTeX in its annotation. */
import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import katex from 'katex'

/** Null where it is no LaTeX that KaTeX understands: then it is shown as it is written. */
export function mathmlOf(latex: string, displayMode: boolean): Element | null {
  try {
    const html = katex.renderToString(latex, { displayMode, output: 'mathml', throwOnError: true, strict: 'ignore' })
    return firstMath(fromHtml(html, { fragment: true }) as Root)
  } catch {
    // What it can't parse is shown as LaTeX.
    return null
  }
}

function firstMath(node: Nodes): Element | null {
  if (node.type === 'element' && node.tagName === 'math') return node
  if (!('children' in node)) return null
  for (const child of node.children) {
    const found = firstMath(child as Nodes)
    if (found) return found
  }
  return null
}
