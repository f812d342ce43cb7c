/** Runs of text as pdf.js gives them become lines: what each says, where its words are, how it is set. */
import type { Inline } from '../../src-preload/model.ts'
import type { TextLine } from './document.ts'
import type { Rect } from './pdf-drawing.ts'
import type { PdfFont } from './pdf-fonts.ts'
import type { Link } from './pdf-notes.ts'
import { characterOfRadical } from './radicals.ts'

/** A run of text, placed: from its baseline's start, along `angle`. Points of the upright page. */
export interface Piece {
  text: string
  /** How far along it each of its characters begins, and where the last ends: one more than it has characters. */
  edges: number[]
  x: number
  y: number
  angle: number
  width: number
  height: number
  endsLine: boolean
  font: string
  style: PdfFont | undefined
  /** Null where it can't be told: Chinese, Japanese and Korean are of one width in any font. */
  fixedPitch: boolean | null
  /** The block of the structure tree that it belongs to. */
  tag: number | null
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
/** Of an em, where a font doesn't say. */
const USUAL_ADVANCE = 500
/** Of the line's letters: smaller ones that stand off the line are raised or lowered. Browsers make them 0.83. */
const SMALLER = 0.9
const RAISED = 0.15
const LOWERED = 0.07
const FARTHEST = 0.6
/** Of the letters' height, from words to their shadow. */
const SHADOW = 0.3
/** Where a rule strikes words out, in heights over their baseline: half of x, most often. */
const STRUCK = [0.15, 0.4] as const
const SUPERSCRIPTS = new Map([...'0123456789+-−=()'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾'][at] ?? sign]))

export interface RunItem {
  str: string
  width: number
  hasEOL: boolean
  fontName: string
}

/** `matrix` is the run's own, to points of the upright page. */
export function toPiece(item: RunItem, matrix: number[], style: PdfFont | undefined, tag: number | null): Piece {
  const [a = 1, b = 0, c = 0, d = 0, x = 0, y = 0] = matrix
  let text = ''
  const edges = [0]
  for (const character of item.str) {
    const own = plain(character)
    const start = edges.at(-1) ?? 0
    const advance = style?.advances.get(character) ?? USUAL_ADVANCE
    for (let at = 1; at <= own.length; at++) edges.push(start + (advance * at) / own.length)
    text += own
  }
  const whole = edges.at(-1) || 1
  return {
    text,
    edges: edges.map((edge) => (edge / whole) * item.width),
    x,
    y,
    angle: Math.atan2(b, a),
    width: item.width,
    height: Math.hypot(c, d),
    endsLine: item.hasEOL,
    font: item.fontName,
    style,
    fixedPitch: CJK.test(item.str) ? null : (style?.fixedPitch ?? null),
    tag,
  }
}

/** Radicals and ligatures that fonts map to, as the characters that people type and look for. */
function plain(text: string): string {
  return text
    .replace(/[\u2e80-\u2fdf]/gu, characterOfRadical)
    .replace(/[\uf900-\ufaff\ufb00-\ufb06]/gu, (c) => c.normalize('NFKC'))
}

/** Runs that follow each other on one baseline, in one block, become a line. */
export function joinPieces(pieces: readonly Piece[], links: readonly Link[], rules: readonly Rect[]): TextLine[] {
  const lines: Piece[][] = []
  const spaces = new Set<Piece>()
  let line: Piece[] = []
  let spaceBefore = false
  let ended = false
  const finish = () => {
    if (line.length > 0) lines.push(line)
    line = []
  }
  for (const piece of withoutShadows(pieces)) {
    if (piece.text.trim() === '') {
      spaceBefore = true
      ended ||= piece.endsLine
      continue
    }
    const last = line.at(-1)
    const gap = last ? gapBetween(line, piece) : null
    // pdf.js sees a space, or a line's end, wherever the pen leaves its line.
    const shifted = last !== undefined && isShifted(last, piece)
    if (last && gap !== null && last.tag === piece.tag && (!ended || shifted)) {
      const apart = gap > 0.18 * heightOf(line) || (spaceBefore && !shifted)
      if (apart && !/\s$/.test(last.text) && !/^\s/.test(piece.text)) spaces.add(piece)
    } else finish()
    line.push(piece)
    spaceBefore = false
    ended = piece.endsLine
  }
  finish()
  const usual = usualStyle(pieces)
  return lines.map((own) => lineOf(own, spaces, links, rules, usual))
}

/** Shadows, and boldness made by printing twice, are the same words once more. */
function withoutShadows(pieces: readonly Piece[]): Piece[] {
  const placed = new Map<string, Piece[]>()
  return pieces.filter((piece) => {
    if (piece.text.trim() === '') return true
    const same = placed.get(piece.text) ?? []
    const isShadow = same.some(
      ({ x, y, height }) =>
        Math.abs(x - piece.x) < SHADOW * height &&
        Math.abs(y - piece.y) < SHADOW * height &&
        // Apart from words that are said twice.
        Math.abs(x - piece.x) < piece.width / 2,
    )
    if (!isShadow) placed.set(piece.text, [...same, piece])
    return !isShadow
  })
}

/** Whether one of the two is raised or lowered beside the other. */
function isShifted(last: Piece, next: Piece): boolean {
  const sizes = [last.height, next.height].sort((a, b) => a - b) as [number, number]
  return sizes[0] <= SMALLER * sizes[1] && Math.abs(placeOn(last, next)[1]) >= LOWERED * sizes[1]
}

/** How far `next` begins past the end of `line`, in points, or null where it isn't on the same line. */
function gapBetween(line: readonly Piece[], next: Piece): number | null {
  const [first] = line
  if (!first || Math.abs(first.angle - next.angle) > 0.02) return null
  const [along, up] = placeOn(first, next)
  const gap = along - endOf(line)
  const height = Math.max(heightOf(line), next.height) || 1
  const last = line.at(-1) as Piece
  const farthest = (Math.min(last.height, next.height) <= SMALLER * height ? FARTHEST : 0.35) * height
  return Math.abs(up) < farthest && gap > -0.5 * height && gap < 1.2 * height ? gap : null
}

/** [how far along the line of `first`, how far over its baseline]. */
function placeOn(first: Piece, { x, y }: Piece): [number, number] {
  const [cos, sin] = [Math.cos(first.angle), Math.sin(first.angle)]
  const [dx, dy] = [x - first.x, y - first.y]
  return [dx * cos + dy * sin, dx * sin - dy * cos]
}

function endOf(line: readonly Piece[]): number {
  const [first, last] = [line[0], line.at(-1)]
  return first && last ? placeOn(first, last)[0] + last.width : 0
}

function heightOf(line: readonly Piece[]): number {
  return line.reduce((most, { height }) => Math.max(most, height), 0)
}

interface Style {
  bold: boolean
  italic: boolean
  fixedPitch: boolean
}

/** What most of the page is set in says nothing. */
function usualStyle(pieces: readonly Piece[]): Style {
  const all = pieces.reduce((sum, { text }) => sum + text.length, 0)
  const most = (has: (piece: Piece) => boolean) =>
    pieces.filter(has).reduce((sum, { text }) => sum + text.length, 0) > all / 2
  return {
    bold: most(({ style }) => style?.bold === true),
    italic: most(({ style }) => style?.italic === true),
    fixedPitch: most(({ fixedPitch }) => fixedPitch === true),
  }
}

function lineOf(
  pieces: readonly Piece[],
  spaces: ReadonlySet<Piece>,
  links: readonly Link[],
  rules: readonly Rect[],
  usual: Style,
): TextLine {
  const [first] = pieces as [Piece]
  const tall = pieces.filter(({ height }) => height > SMALLER * heightOf(pieces))
  const base = tall.reduce((most, one) => (one.text.length > most.text.length ? one : most))
  const baseUp = placeOn(first, base)[1]
  const width = endOf(pieces) || 1
  let text = ''
  const edges: number[] = []
  const stretches: Inline[] = []
  const add = (character: string, style: Omit<Inline, 'text'>) => {
    text += character
    const last = stretches.at(-1)
    if (last && sameStyle(last, style)) last.text += character
    else stretches.push({ text: character, ...style })
  }
  let fixedPitch: boolean | null = null
  let end = 0
  for (const piece of pieces) {
    const [start, up] = placeOn(first, piece)
    if (spaces.has(piece)) {
      edges.push(end)
      add(' ', {})
    }
    const shift = piece.height <= SMALLER * base.height ? (up - baseUp) / base.height : 0
    const marks = marksOf(piece, shift, usual)
    const raised = shift >= RAISED && [...piece.text.trim()].every((sign) => SUPERSCRIPTS.has(sign))
    for (let at = 0; at < piece.text.length; at++) {
      const [from = 0, to = 0] = piece.edges.slice(at, at + 2)
      const sign = piece.text.charAt(at)
      edges.push(start + from)
      const middle = middleOf(piece, (from + to) / 2)
      const struck = rules.some((rule) => strikes(rule, middle, piece))
      const href = links.find(({ rect }) => holds(rect, middle))?.href
      add(raised ? (SUPERSCRIPTS.get(sign) ?? sign) : sign, {
        ...styled([
          ...(raised ? marks.filter((mark) => mark !== 'sup') : marks),
          ...(struck ? ['struck' as const] : []),
        ]),
        ...(href === undefined ? {} : { href }),
      })
    }
    end = start + piece.width
    fixedPitch = bothFixed(fixedPitch, piece.fixedPitch)
  }
  edges.push(width)
  const words = [...text.matchAll(/\S+/g)].map((word): [number, number] => {
    const [from, to] = [edges[word.index] ?? 0, edges[word.index + word[0].length] ?? width]
    return [within(from / width), within(to / width)]
  })
  return {
    text: text.trim(),
    quad: quadOf(first, baseUp, width, heightOf(pieces)),
    words,
    fixedPitch: fixedPitch === true,
    font: pieces.every(({ font }) => font === first.font) ? first.font : null,
    tag: first.tag,
    ...(stretches.some(({ marks, href }) => marks || href) ? { content: stretches } : {}),
  }
}

function marksOf(piece: Piece, shift: number, usual: Style): NonNullable<Inline['marks']> {
  const { style, fixedPitch } = piece
  return [
    ...(style?.bold && !usual.bold ? ['bold' as const] : []),
    ...(style?.italic && !usual.italic ? ['italic' as const] : []),
    ...(fixedPitch && !usual.fixedPitch ? ['code' as const] : []),
    ...(shift >= RAISED ? ['sup' as const] : []),
    ...(shift <= -LOWERED ? ['sub' as const] : []),
  ]
}

function styled(marks: NonNullable<Inline['marks']>): Omit<Inline, 'text'> {
  return marks.length > 0 ? { marks } : {}
}

function sameStyle(one: Omit<Inline, 'text'>, other: Omit<Inline, 'text'>): boolean {
  return one.href === other.href && (one.marks ?? []).join() === (other.marks ?? []).join()
}

/** A comment in Chinese makes a line of code no prose. */
function bothFixed(one: boolean | null, other: boolean | null): boolean | null {
  return one === null ? other : other === null ? one : one && other
}

/** The middle of a character's small letters, `along` its run. */
function middleOf({ x, y, angle, height }: Piece, along: number): [number, number] {
  const up = 0.25 * height
  return [x + along * Math.cos(angle) + up * Math.sin(angle), y + along * Math.sin(angle) - up * Math.cos(angle)]
}

function holds({ x0, y0, x1, y1 }: Rect, [x, y]: [number, number]): boolean {
  return x0 <= x && x <= x1 && y0 <= y && y <= y1
}

function strikes({ x0, y0, x1, y1 }: Rect, [x]: [number, number], piece: Piece): boolean {
  const over = (piece.y - (y0 + y1) / 2) / piece.height
  return piece.angle === 0 && x0 <= x && x <= x1 && over >= STRUCK[0] && over <= STRUCK[1]
}

function within(part: number): number {
  return Math.min(1, Math.max(0, part))
}

/** `up` is how far over the first run's baseline the line's own is. */
function quadOf({ x, y, angle }: Piece, up: number, width: number, height: number): TextLine['quad'] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const corner = (along: number, over: number): [number, number] => [
    x + along * cos + (up + over) * sin,
    y + along * sin - (up + over) * cos,
  ]
  const [ascent, descent] = [0.8 * height, -0.2 * height]
  return [corner(0, ascent), corner(width, ascent), corner(width, descent), corner(0, descent)]
}
