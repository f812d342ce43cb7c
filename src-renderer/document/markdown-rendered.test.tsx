import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import MarkdownRendered from './markdown-rendered.tsx'

const html = (source: string) => renderToStaticMarkup(<MarkdownRendered source={source} />)

it('tables, formulas and code are what they are', () => {
  expect(html('| a | b |\n|---|---|\n| 1 | 2 |')).toMatch(/<table>.*<td>2<\/td>/s)
  expect(html('$x^2$ and\n\n$$\n\\frac{1}{2}\n$$')).toMatch(/class="katex".*class="katex-display"/s)
  expect(html('```js\nlet a\n```')).toContain('<code class="language-js">let a')
})

it.each([
  ['an image with a handler', '<img src=x onerror="alert(1)">'],
  ['a script', '<script>alert(1)</script>'],
  ['an image from elsewhere', '![x](https://example.com/x.png)'],
  ['a link to a script', '[click](javascript:alert(1))'],
  ['a link to the web', '[click](https://example.com)'],
  ['a formula that links', '$\\href{javascript:alert(1)}{x}$'],
  ['a formula with HTML', '$\\htmlData{x=1}{y}$'],
  ['a frame', '<iframe src="https://example.com"></iframe>'],
  ['a style', '<p style="position:fixed">x</p>'],
])('%s does nothing', (_what, source) => {
  expect(html(source)).not.toMatch(
    /<(script|iframe|img|a)\b|onerror=|href="(javascript|https?):|style="position:fixed|src="http/i,
  )
})
