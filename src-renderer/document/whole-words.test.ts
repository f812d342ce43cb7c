import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { expect, it } from 'vitest'
import { wholeWords } from './whole-words.ts'

const shown = (html: string) => toHtml(wholeWords(fromHtml(html, { fragment: true }) as Root))

it('words of cells with a hyphen are kept whole, others and those outside of tables as they are', () => {
  expect(shown('<p>A-117</p><table><tbody><tr><td>Wool A-117 <b>3/4</b></td></tr></tbody></table>')).toBe(
    '<p>A-117</p><table><tbody><tr><td>Wool <span class="whole">A-117</span> <b><span class="whole">3/4</span></b></td></tr></tbody></table>',
  )
})

it('addresses and lone hyphens may be broken', () => {
  const html = '<table><tbody><tr><td>- https://example.org/a-long-address/of-a-page</td></tr></tbody></table>'
  expect(shown(html)).toBe(html)
})
