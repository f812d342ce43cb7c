/** What lies over a PDF page instead of in it: typed notes, stamps, what was filled into a form, links. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { PageViewport, PDFPageProxy } from 'pdfjs-dist'
import { AnnotationType } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { onPage, type Rect } from './pdf-drawing.ts'

interface Annotation {
  annotationType: number
  hasAppearance?: boolean
  hidden?: boolean
  /** PDF points: left, bottom, right, top. */
  rect: [number, number, number, number]
  textContent?: string[]
  contentsObj?: { str: string }
  fieldValue?: unknown
  defaultAppearanceData?: { fontSize?: number; fontColor?: ArrayLike<number> }
  /** Of a link that leads out of the document. */
  url?: string
  /** Of a link over several lines: eight numbers for each. */
  quadPoints?: ArrayLike<number>
}

export interface Link {
  /** In points of the upright page, y down. */
  rect: Rect
  href: string
}

const annotationsOf = (page: PDFPageProxy) => page.getAnnotations() as Promise<Annotation[]>
const LINE_HEIGHT = 1.2
const DEFAULT_SIZE = 10

/** Whether there is text over the page that its text layer doesn't have. */
export async function hasTextOver(page: PDFPageProxy): Promise<boolean> {
  return (await annotationsOf(page)).some((note) => {
    const { annotationType, hidden, hasAppearance, fieldValue } = note
    if (hidden) return false
    if (annotationType === AnnotationType.FREETEXT) return textOf(note) !== ''
    if (annotationType === AnnotationType.STAMP) return hasAppearance === true
    // Boxes that are ticked have a name for a value, and no text.
    return (
      annotationType === AnnotationType.WIDGET && typeof fieldValue === 'string' && / |\p{L}{3}|\d/u.test(fieldValue)
    )
  })
}

/** The links that lead out of the document. */
export async function linksOf(page: PDFPageProxy): Promise<Link[]> {
  const { transform } = page.getViewport({ scale: 1 })
  return (await annotationsOf(page)).flatMap(({ annotationType, url: href, rect, quadPoints }) => {
    if (annotationType !== AnnotationType.LINK || href === undefined) return []
    const boxes = quadPoints?.length ? boxesOf(Array.from(quadPoints)) : [rect]
    return boxes.map((box) => ({ rect: onPage(box, transform), href }))
  })
}

function boxesOf(quadPoints: readonly number[]): number[][] {
  return Array.from({ length: Math.floor(quadPoints.length / 8) }, (_, at) => {
    const points = quadPoints.slice(8 * at, 8 * at + 8)
    const [xs, ys] = [0, 1].map((side) => points.filter((_, n) => n % 2 === side)) as [number[], number[]]
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  })
}

function textOf({ textContent, contentsObj }: Annotation): string {
  return (textContent?.join('\n') ?? contentsObj?.str ?? '').trim()
}

/** Notes that don't say how they look: a viewer has to set them itself (ISO 32000-1, 12.5.6.6), pdf.js needs a browser for it. */
export async function drawBareNotes(page: PDFPageProxy, context: SKRSContext2D, viewport: PageViewport): Promise<void> {
  for (const note of await annotationsOf(page)) {
    const text = textOf(note)
    if (note.annotationType !== AnnotationType.FREETEXT || note.hasAppearance || note.hidden || text === '') continue
    const { fontSize, fontColor } = note.defaultAppearanceData ?? {}
    const [left, bottom, right, top] = note.rect
    const [r = 0, g = 0, b = 0] = Array.from(fontColor ?? [])
    const size = fontSize || DEFAULT_SIZE
    context.save()
    const [a, c, d, e, f, h] = viewport.transform as [number, number, number, number, number, number]
    context.transform(a, c, d, e, f, h)
    context.translate(left, top)
    context.scale(1, -1)
    context.fillStyle = `rgb(${r}, ${g}, ${b})`
    context.font = `${size}px sans-serif`
    context.textBaseline = 'top'
    wrapped(text, right - left, (line) => context.measureText(line).width).forEach((line, at) => {
      if (at === 0 || (at + 1) * size * LINE_HEIGHT <= top - bottom + size)
        context.fillText(line, 0, at * size * LINE_HEIGHT)
    })
    context.restore()
  }
}

function wrapped(text: string, width: number, measure: (line: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = ['']
    for (const word of paragraph.split(' ')) {
      const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
      if (lines.at(-1) === '' || measure(longer) <= width) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  })
}
