import { unzipSync } from 'fflate'
import { fromHtml } from 'hast-util-from-html'
import { expect, it } from 'vitest'
import type { Block } from '../../src-preload/model.ts'
import { resultFor } from '../../test/support/result.ts'
import type { ExportDocument } from './document.ts'
import { toDocx } from './docx.ts'
import { render } from './formats.ts'
import { toHtmlFile } from './html.ts'

/** Of the kinds that books and papers have. */
const FORMULAS = String.raw`
a^2 + b^2 = c^2
\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
\sum_{i=1}^{n} i = \frac{n(n+1)}{2}
\int_0^\infty e^{-x^2} \, dx = \frac{\sqrt{\pi}}{2}
\iint_D f(x, y) \, dA
\oint_C \mathbf{F} \cdot d\mathbf{r}
\lim_{x \to 0} \frac{\sin x}{x} = 1
\prod_{k=1}^{n} k = n!
\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}
\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc
f(x) = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}
\begin{aligned} a &= b + c \\ d &= e - f \end{aligned}
\sqrt[3]{x + y}
\hat{x}, \bar{y}, \vec{v}, \dot{q}, \ddot{q}, \tilde{z}
\overline{AB} \parallel \underline{CD}
\overbrace{a + b + c}^{n} = \underbrace{d + e}_{m}
\binom{n}{k} = \frac{n!}{k!(n-k)!}
x_{i_j}^{2^k}
{}_{2}F_{1}(a, b; c; z)
\left( \frac{1}{2} \right)^{n}
\left[ \frac{a}{b} \right]
\left\{ \frac{a}{b} \right\}
\left| \frac{a}{b} \right|
\left. \frac{dy}{dx} \right|_{x=0}
\alpha, \beta, \gamma, \Gamma, \Delta, \omega
A \cup B \subseteq C \cap D
\forall x \in \mathbb{R} \; \exists y : x < y
p \Rightarrow q \Leftrightarrow \lnot q \Rightarrow \lnot p
\mathcal{L} = \frac{1}{2} m v^2 - V
\mathrm{H_2O} \rightarrow \mathrm{H^+} + \mathrm{OH^-}
E = mc^2
e^{i\pi} + 1 = 0
\Pr(A \mid B) = \frac{\Pr(B \mid A)\Pr(A)}{\Pr(B)}
\mathbb{E}[X] = \sum_x x \, p(x)
\operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2
\log_2 8 = 3
\cos^2\theta + \sin^2\theta = 1
\max_{x \in S} f(x)
\bigcup_{i \in I} A_i
\dfrac{1}{1 + \dfrac{1}{1 + x}}
a \equiv b \pmod{n}
\lfloor x \rfloor + \lceil y \rceil
\| v \|_2 = \sqrt{\langle v, v \rangle}
x \approx y \neq z \le w \ll u
1{,}204.50 \times 10^{-3}
90^\circ
\text{area} = \pi r^2
\underset{x}{\arg\min} \, f(x)
\frac{d}{dx} \int_a^x f(u) \, du = f(x)
\mathbf{A}^{\top} \mathbf{A} = \mathbf{I}
`
  .trim()
  .split('\n')

function documentOf(blocks: Partial<Block>[]): ExportDocument {
  const page = resultFor(1)
  const whole = blocks.map(
    (block, order): Block => ({ id: `b${order}`, type: 'formula', bbox: null, order, lines: [], ...block }),
  )
  const result = { ...page, blocks: whole, tables: [], markdown: '', text: '' }
  const pages = [{ page: 1, status: 'completed' as const, result, edits: [], error: null }]
  return { name: 'a.pdf', jobId: 'a', readAt: null, mode: 'markdown', pages }
}

const displayed = (latex: string): Partial<Block> => ({ text: latex, content: [{ text: latex, latex: true }] })
const inLine = (latex: string): Partial<Block> => ({
  type: 'text',
  text: `It is ${latex} here`,
  content: [{ text: 'It is ' }, { text: latex, latex: true }, { text: ' here' }],
})

it(`of ${FORMULAS.length} formulas the LaTeX is the same in Markdown and in the annotation of HTML's MathML`, () => {
  for (const latex of FORMULAS) {
    const document = documentOf([displayed(latex), inLine(latex)])
    expect(render(document, 'md')).toBe(`$$\n${latex}\n$$\n\nIt is $${latex}$ here\n`)
    const html = toHtmlFile(document, 'en', new Map())
    const annotations = [...html.matchAll(/<annotation[^>]*>([^<]*)<\/annotation>/g)].map(([, text = '']) =>
      plainText(text),
    )
    expect(annotations).toEqual([latex, latex])
    expect(html).toContain('display="block"')
  }
})

it('formulas in cells of tables are formulas in every export; a bar in one ends no cell', async () => {
  const document = documentOf([{ type: 'table', text: 'Norm\t|v|' }])
  const cell = { row: 0, rowSpan: 1, columnSpan: 1, lines: [] }
  const cells = [
    { ...cell, column: 0, text: 'Norm', content: [{ text: 'Norm', marks: ['bold' as const] }] },
    { ...cell, column: 1, text: '|v|', content: [{ text: '|v|', latex: true }] },
    { ...cell, column: 2, text: 'edited', content: [{ text: 'x', latex: true }] },
  ]
  const [page] = document.pages
  if (!page?.result) throw new Error('a page has a result')
  page.result.tables = [{ blockId: 'b0', rows: 1, columns: 3, cells }]
  const [row] = render(document, 'md').split('\n')
  expect(row).toBe(String.raw`| **Norm** | $\vert v\vert$ | edited |`)
  expect(toHtmlFile(document, 'en', new Map())).toMatch(/<t[hd]><math.*<\/math><\/t[hd]>/)
  const xml = new TextDecoder().decode(unzipSync(await toDocx(document, new Map()))['word/document.xml'])
  expect(xml).toMatch(/<w:tc>.*<m:oMath>.*<\/w:tc>/)
})

it('LaTeX whose bars no other sign can stand for makes a table of HTML', () => {
  const latex = String.raw`\begin{array}{c|c} a & b \\ |c| & d \end{array}`
  const document = documentOf([{ type: 'table', text: latex }])
  const cells = [
    { row: 0, column: 0, rowSpan: 1, columnSpan: 1, lines: [], text: latex, content: [{ text: latex, latex: true }] },
  ]
  const [page] = document.pages
  if (!page?.result) throw new Error('a page has a result')
  page.result.tables = [{ blockId: 'b0', rows: 1, columns: 1, cells }]
  expect(render(document, 'md')).toContain('<th>$\\begin{array}{c|c} a &#38; b')
})

it('what is no LaTeX is shown as it is written, and runs nothing', () => {
  const hostile = String.raw`\href{javascript:alert(1)}{x} \unknown{<script>alert(1)</script>}`
  const html = toHtmlFile(documentOf([displayed(hostile)]), 'en', new Map())
  expect(html).not.toContain('<script>')
  expect(html).not.toContain('href=')
  expect(html).toContain('\\unknown')
})

it('a Word file has an equation for each formula, with all of its letters', async () => {
  for (const latex of FORMULAS) {
    const xml = await documentXml([displayed(latex), inLine(latex)])
    expect(xml.match(/<m:oMath>/g), latex).toHaveLength(2)
    expect(xml.match(/<m:oMathPara>/g), latex).toHaveLength(1)
    expect(xml, latex).not.toMatch(/undefined|\[object/)
  }
  const texts = (xml: string) => [...xml.matchAll(/<m:t[^>]*>([^<]*)</g)].map(([, text]) => text).join('')
  expect(texts(await documentXml([displayed('a^2 + b^2 = c^2')]))).toBe('a2+b2=c2')
})

it('sums, roots, fractions, brackets and matrices are what Word takes them for', async () => {
  const xml = await documentXml([
    displayed(
      String.raw`\sum_{i=1}^{n} \sqrt[3]{\frac{a}{b}} \left( x \right) \begin{matrix} a & b \\ c & d \end{matrix}`,
    ),
  ])
  expect(xml).toContain('<m:nary><m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/></m:naryPr>')
  expect(xml).toMatch(/<m:rad><m:deg><m:r><m:t xml:space="preserve">3/)
  expect(xml).toMatch(/<m:f><m:num>.*<\/m:num><m:den>.*<\/m:den><\/m:f>/)
  expect(xml).toContain('<m:d><m:dPr><m:begChr m:val="("/><m:endChr m:val=")"/></m:dPr>')
  expect(xml.match(/<m:mr>/g)).toHaveLength(2)
})

it('a formula without LaTeX stays a picture, and one that was emptied is gone', () => {
  const picture = render(documentOf([{ text: '' }]), 'md')
  expect(picture).toContain('![Formula')
  expect(render(documentOf([displayed('')]), 'md')).toBe('')
})

async function documentXml(blocks: Partial<Block>[]): Promise<string> {
  const files = unzipSync(await toDocx(documentOf(blocks), new Map()))
  return new TextDecoder().decode(files['word/document.xml'])
}

function plainText(html: string): string {
  const [text] = fromHtml(html, { fragment: true }).children
  return text?.type === 'text' ? text.value : ''
}

it('what an engine left out is in no export, and takes nothing of the next page with it', () => {
  const first = documentOf([
    { type: 'text', text: 'The first page says that', bbox: [0.1, 0.8, 0.9, 0.9] },
    { type: 'text', text: 'a line nobody asked for', leftOut: true, bbox: [0.1, 0.9, 0.9, 0.95] },
  ])
  const [second] = documentOf([
    { type: 'text', text: 'something very important follows.', bbox: [0.1, 0.05, 0.9, 0.1] },
  ]).pages
  if (!second?.result) throw new Error('a page has a result')
  const pages = [...first.pages, { ...second, page: 2, result: { ...second.result, page: 2 } }]
  expect(render({ ...first, pages }, 'md')).toBe('The first page says that something very important follows.\n')
})
