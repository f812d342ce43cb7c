/** Formulas that nothing has read yet, and who can. */
import type { Notice, PageResult } from './model.ts'
import { isPicture } from './tree.ts'

/** Null where there are none, or where an engine that reads them has had the page. */
export function unreadFormulas({ blocks, reading }: Pick<PageResult, 'blocks' | 'reading'>): Notice | null {
  const count = blocks.filter((block) => block.type === 'formula' && isPicture(block)).length
  if (count === 0 || reading?.beside) return null
  const [what, it] =
    count === 1 ? ['1 formula is kept as a picture', 'it'] : [`${count} formulas are kept as pictures`, 'them']
  return { code: 'formulas_unread', message: `${what}. A vision model or a service can read ${it} as LaTeX.` }
}
