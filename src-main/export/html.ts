/** A document as one HTML file that needs nothing else. */
import type { Element, Root, RootContent, Text } from 'hast'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { toHast } from 'mdast-util-to-hast'
import { FORMULA_CLASSES } from '../../src-preload/inline.ts'
import { oneBody } from '../../src-preload/table-body.ts'
import type { ExportDocument } from './document.ts'
import { mathmlOf } from './formulas.ts'
import { INSIDE, type Pictures, pictureAt } from './pictures.ts'
import { treeOf } from './tree.ts'

const STYLE = `body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,"Songti SC","Noto Serif CJK SC",serif;color:#1c1d22;background:#fff}
table{border-collapse:collapse}td,th{border:1px solid #c9cbd4;padding:.3rem .6rem;text-align:left}
pre,code{font-family:ui-monospace,Menlo,monospace;font-size:.9em}img{max-width:100%}
@media (prefers-color-scheme:dark){body{color:#ececf1;background:#1b1c21}}`

/** As GitHub does, but no picture is fetched from anywhere. */
const SCHEMA = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, src: ['data'] },
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, ...Object.values(FORMULA_CLASSES)] as [string, ...(string | RegExp)[]]],
  },
}

/** What was read shows as it was read: nothing in it becomes markup. */
export function toHtmlFile(document: ExportDocument, language: string | null, pictures: Pictures): string {
  const tree = { type: 'root', children: treeOf(document, INSIDE) } as const
  const body = withFormulas(sanitize(withPictures(oneBody(toHast(tree) as Root), pictures), SCHEMA) as Root)
  const lang = language ? ` lang="${language.replace(/\W/g, '')}"` : ''
  return `<!doctype html>
<html${lang}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(document.name)}</title>
<style>${STYLE}</style>
</head>
<body>
${toHtml(body)}
</body>
</html>
`
}

/** Pictures stand in the file; one that could not be cut out leaves its description. */
function withPictures<T extends Root | RootContent>(node: T, pictures: Pictures): T | Text {
  if (node.type === 'element' && node.tagName === 'img') {
    const picture = pictureAt(pictures, String(node.properties.src))
    if (!picture) return { type: 'text', value: `[${node.properties.alt}]` }
    const src = `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}`
    return { ...node, properties: { ...node.properties, src } }
  }
  if (!('children' in node)) return node
  return { ...node, children: node.children.map((child) => withPictures(child as RootContent, pictures)) }
}

/** LaTeX as MathML, which browsers set; what isn't understood stays as it is written. */
function withFormulas<T extends Root | RootContent>(node: T): T | Element {
  if (node.type === 'element') {
    const code = node.tagName === 'pre' ? node.children[0] : node
    const classes = code?.type === 'element' && code.tagName === 'code' ? code.properties.className : []
    const isOf = (name: string) => Array.isArray(classes) && classes.includes(name)
    const isDisplayed = node.tagName === 'pre' && isOf(FORMULA_CLASSES.display)
    if (isDisplayed || isOf(FORMULA_CLASSES.inline)) return mathmlOf(textOf(node), isDisplayed) ?? node
  }
  if (!('children' in node)) return node
  return { ...node, children: node.children.map((child) => withFormulas(child as RootContent)) }
}

function textOf(node: Root | RootContent): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => textOf(child as RootContent)).join('') : ''
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
