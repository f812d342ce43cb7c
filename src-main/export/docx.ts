/** A document for word processors (ISO/IEC 29500), with real headings, lists and tables. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  type FileChild,
  HeadingLevel,
  ImageRun,
  type ISectionOptions,
  LevelFormat,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { List, Nodes, PhrasingContent, RootContent, Table as TableNode } from 'mdast'
import { spansOf } from '../../src-preload/tree.ts'
import type { ExportDocument } from './document.ts'
import { mathmlOf } from './formulas.ts'
import { equation } from './omml.ts'
import { INSIDE, type Pictures, pictureAt } from './pictures.ts'
import { treeOf } from './tree.ts'

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const
const NUMBERED = 'numbered'
const MONOSPACE = 'Courier New'
/** Twentieths of a point. */
const INDENT = 360
const MAX_LEVELS = 9
/** Pixels of 1/96 inch: what fits between the margins of a page. Cut-outs are of a page 2000 pixels high. */
const WIDEST_PICTURE = 600
const TALLEST_PICTURE = 850
const PICTURE_SCALE = 2000 / 1100

type Format = {
  bold?: boolean
  italics?: boolean
  strike?: boolean
  superScript?: boolean
  subScript?: boolean
  font?: string
}

export async function toDocx(document: ExportDocument, pictures: Pictures): Promise<Uint8Array> {
  const writer = new Writer(pictures)
  const children = treeOf(document, INSIDE).flatMap((node) => writer.block(node, 0))
  // A file without any paragraph is no valid one.
  const section: ISectionOptions = { children: children.length > 0 ? children : [new Paragraph('')] }
  const file = new Document({
    title: document.name,
    creator: 'Inkleaf',
    numbering: { config: writer.numberings },
    sections: [section],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

class Writer {
  readonly #pictures: Pictures
  #lists = 0

  constructor(pictures: Pictures) {
    this.#pictures = pictures
  }

  /** One a list, since each begins anew. */
  readonly numberings: { reference: string; levels: ReturnType<typeof levels> }[] = []

  block(node: RootContent, level: number): FileChild[] {
    switch (node.type) {
      case 'heading':
        return [
          new Paragraph({
            heading: HEADINGS[node.depth - 1] ?? HeadingLevel.HEADING_6,
            children: this.#runs(node.children),
          }),
        ]
      case 'paragraph':
        return [
          new Paragraph({
            children: this.#runs(node.children),
            spacing: { after: 160 },
            indent: { left: level * INDENT },
          }),
        ]
      case 'list':
        return this.#list(node, level)
      case 'blockquote':
        return node.children.flatMap((child) => this.block(child, level + 1))
      case 'table':
        return [this.#table(node), new Paragraph('')]
      case 'math': {
        const math = mathmlOf(node.value, true)
        return math
          ? [new Paragraph({ children: [equation(math, true) as ParagraphChild] })]
          : [this.#latex(node.value)]
      }
      case 'code':
        return node.value
          .split('\n')
          .map((line) => new Paragraph({ children: [new TextRun({ text: plain(line), font: MONOSPACE })] }))
      case 'thematicBreak':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: 'auto', space: 1 } } })]
      default:
        return 'value' in node ? [new Paragraph(plain(node.value))] : []
    }
  }

  /** What can't be set is written as it is. */
  #latex(value: string): Paragraph {
    return new Paragraph({ children: [new TextRun({ text: plain(value), font: MONOSPACE })] })
  }

  #list(list: List, level: number): FileChild[] {
    const at = Math.min(level, MAX_LEVELS - 1)
    const reference = list.ordered ? this.#numbering(list.start ?? 1, at) : null
    return list.children.flatMap((item) => {
      const [first, ...rest] = item.children
      const marker = reference ? { numbering: { reference, level: at } } : { bullet: { level: at } }
      const box = typeof item.checked === 'boolean' ? [new TextRun(item.checked ? '☑ ' : '☐ ')] : []
      const head =
        first?.type === 'paragraph'
          ? [new Paragraph({ ...(box.length > 0 ? {} : marker), children: [...box, ...this.#runs(first.children)] })]
          : [new Paragraph({ ...marker, text: '' }), ...(first ? this.block(first, level + 1) : [])]
      return [...head, ...rest.flatMap((child) => this.block(child, level + 1))]
    })
  }

  #table({ children: rows }: TableNode): Table {
    const header = Math.max(1, ...(rows[0]?.children.map((cell) => spansOf(cell)[0]) ?? []))
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: rows.map(
        (row, at) =>
          new TableRow({
            tableHeader: at < header,
            children: row.children.map((cell) => {
              const [rowSpan, columnSpan] = spansOf(cell)
              const children = this.#runs(cell.children, at < header ? { bold: true } : {})
              return new TableCell({ rowSpan, columnSpan, children: [new Paragraph({ children })] })
            }),
          }),
      ),
    })
  }

  #runs(nodes: readonly PhrasingContent[], format: Format = {}): ParagraphChild[] {
    return nodes.flatMap((node): ParagraphChild[] => {
      switch (node.type) {
        case 'text':
          return [new TextRun({ text: plain(node.value), ...format })]
        case 'strong':
          return this.#runs(node.children, { ...format, bold: true })
        case 'emphasis': {
          const name = (node.data as { hName?: string } | undefined)?.hName
          const raised = name === 'sup' ? { superScript: true } : name === 'sub' ? { subScript: true } : null
          return this.#runs(node.children, { ...format, ...(raised ?? { italics: true }) })
        }
        case 'delete':
          return this.#runs(node.children, { ...format, strike: true })
        case 'inlineCode':
          return [new TextRun({ text: plain(node.value), ...format, font: MONOSPACE })]
        case 'inlineMath': {
          const math = mathmlOf(node.value, false)
          if (math) return [equation(math, false) as ParagraphChild]
          return [new TextRun({ text: plain(node.value), ...format, font: MONOSPACE })]
        }
        case 'break':
          return [new TextRun({ break: 1, ...format })]
        case 'link':
          return /^https?:/.test(node.url)
            ? [new ExternalHyperlink({ link: node.url, children: this.#runs(node.children, format) })]
            : this.#runs(node.children, format)
        case 'image':
          return [this.#image(node.url, node.alt ?? '', format)]
        default:
          return [new TextRun({ text: textOf(node), ...format })]
      }
    })
  }

  #image(url: string, alt: string, format: Format): ParagraphChild {
    const picture = pictureAt(this.#pictures, url)
    if (!picture) return new TextRun({ text: plain(`[${alt}]`), ...format })
    const width = Math.min(WIDEST_PICTURE, picture.widthPx / PICTURE_SCALE)
    const height = (width * picture.heightPx) / picture.widthPx
    const shown = Math.min(1, TALLEST_PICTURE / height)
    const description = plain(alt).slice(0, 250)
    return new ImageRun({
      type: picture.mediaType === 'image/png' ? 'png' : 'jpg',
      data: picture.bytes,
      transformation: { width: width * shown, height: height * shown },
      altText: { name: description, description, title: description },
    })
  }

  #numbering(start: number, at: number): string {
    const reference = `${NUMBERED}-${++this.#lists}`
    this.numberings.push({ reference, levels: levels(start, at) })
    return reference
  }
}

/** `start` counts on level `at`. */
function levels(start: number, at: number) {
  return Array.from({ length: MAX_LEVELS }, (_, level) => ({
    level,
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.START,
    start: level === at ? start : 1,
    style: { paragraph: { indent: { left: (level + 1) * INDENT, hanging: INDENT } } },
  }))
}

function textOf(node: Nodes): string {
  return 'value' in node ? plain(node.value) : 'children' in node ? node.children.map(textOf).join('') : ''
}

/** XML 1.0 has no place for control characters. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/\n/g, ' ')
}
