/**
 * MathML as the equations of word processors (Office Math Markup, ISO/IEC 29500-1, 22.1), by our own table: what it doesn't
 * name is written as its parts.
 */

import { XmlAttributeComponent, XmlComponent } from 'docx'
import type { Element, Nodes } from 'hast'

class Attributes extends XmlAttributeComponent<Record<string, string>> {
  constructor(values: Record<string, string>) {
    super(values)
    // Its keys are already the attributes' names.
    Object.assign(this, { xmlKeys: Object.fromEntries(Object.keys(values).map((key) => [key, key])) })
  }
}

class Part extends XmlComponent {
  constructor(name: string, attributes: Record<string, string>, children: readonly (Part | string)[]) {
    super(name)
    if (Object.keys(attributes).length > 0) this.root.push(new Attributes(attributes))
    for (const child of children) this.root.push(child)
  }
}

const part = (name: string, ...children: (Part | string)[]) => new Part(name, {}, children)
const setting = (name: string, value: string) => new Part(name, { 'm:val': value }, [])

/** Signs that take what follows them, as every word processor knows them; others are written as functions are. */
const TAKES_WHAT_FOLLOWS = /^[∑∏∐∫∬∭∮∯∰]$/
const BIG_OPERATOR = /^[⋃⋂⨁⨂⨀⨄⨆⋁⋀]$/
const INTEGRAL = /^[∫∬∭∮∯∰]$/
/** As MathML writes an accent, and as a combining character. */
const ACCENTS: Readonly<Record<string, string>> = {
  '^': '\u0302',
  ˆ: '\u0302',
  '~': '\u0303',
  '˜': '\u0303',
  '˙': '\u0307',
  '¨': '\u0308',
  '→': '\u20d7',
  '⃗': '\u20d7',
  ˇ: '\u030c',
  '˘': '\u0306',
  '´': '\u0301',
  '`': '\u0300',
  '⏞': '\u23de',
  '⏟': '\u23df',
}
const BARS: ReadonlySet<string> = new Set(['‾', '¯', 'ˉ', '_', '̲', '―', '\u0332'])

/** For a paragraph's children; `displayed`: it has a line of its own. */
export function equation(math: Element, displayed: boolean): XmlComponent {
  const body = part('m:oMath', ...row(elements(math)))
  return displayed ? part('m:oMathPara', body) : body
}

function elements({ children }: Element): Element[] {
  return children.filter((child) => child.type === 'element')
}

/** What stands beside each other; a sum and a limit take what follows them. */
function row(nodes: readonly Element[]): Part[] {
  const shown = nodes.filter((node) => node.tagName !== 'mo' || !INVISIBLE.test(textOf(node)))
  const out: Part[] = []
  for (let at = 0; at < shown.length; at++) {
    const node = shown[at] as Element
    const sign = nary(node) ?? limit(node)
    if (sign) {
      const next = shown[at + 1]
      const body = next && next.tagName !== 'mo' && !nary(next) && !limit(next) ? written(next) : []
      if (body.length > 0) at++
      out.push(sign(body))
    } else out.push(...written(node))
  }
  return out
}

/** Operators that are nothing to write: times, apply. */
const INVISIBLE = /^[\u2061-\u2064]$/

/** `lim`, `max` or a union over something; null where it is none. */
function limit(node: Element): ((body: Part[]) => Part) | null {
  if (node.tagName !== 'munder' && node.tagName !== 'munderover') return null
  const [base, low, high] = elements(node)
  const [name] = base ? leaves(base) : []
  if (!name || !low) return null
  const isFunction = name.tagName === 'mi' ? [...textOf(name)].length > 1 : BIG_OPERATOR.test(textOf(name))
  if (!isFunction) return null
  const lowered = part('m:limLow', part('m:e', ...alone(name)), part('m:lim', ...written(low)))
  const limits = high ? part('m:limUpp', part('m:e', lowered), part('m:lim', ...written(high))) : lowered
  return (body) => part('m:func', part('m:fName', limits), part('m:e', ...(body.length > 0 ? body : nothing())))
}

const LIMITS: ReadonlySet<string> = new Set(['munder', 'mover', 'munderover', 'msub', 'msup', 'msubsup'])

/** Null where it is no such sign with limits. */
function nary(node: Element): ((body: Part[]) => Part) | null {
  if (!LIMITS.has(node.tagName)) return null
  const [base, ...limits] = elements(node)
  const sign = base ? textOf(base) : ''
  if (base?.tagName !== 'mo' || !TAKES_WHAT_FOLLOWS.test(sign)) return null
  const isOver = node.tagName === 'mover' || node.tagName === 'msup'
  const [low, high] = isOver ? [undefined, limits[0]] : [limits[0], limits[1]]
  const place = node.tagName.startsWith('mu') || node.tagName === 'mover' ? 'undOvr' : 'subSup'
  const settings = [
    setting('m:chr', sign),
    setting('m:limLoc', INTEGRAL.test(sign) && place !== 'undOvr' ? 'subSup' : place),
    ...(low ? [] : [setting('m:subHide', '1')]),
    ...(high ? [] : [setting('m:supHide', '1')]),
  ]
  return (body) =>
    part(
      'm:nary',
      part('m:naryPr', ...settings),
      part('m:sub', ...(low ? written(low) : [])),
      part('m:sup', ...(high ? written(high) : [])),
      part('m:e', ...body),
    )
}

function written(node: Element): Part[] {
  const children = elements(node)
  const [first, second, third] = children
  const of = (element: Element | undefined) => (element ? written(element) : [])
  switch (node.tagName) {
    case 'mi':
    case 'mn':
    case 'mo':
    case 'mtext':
    case 'ms':
      return run(textOf(node), lookOf(node))
    case 'mspace':
      return Number.parseFloat(attribute(node, 'width')) > 0 ? run('\u2003', UPRIGHT) : []
    case 'mfrac': {
      const isBare = /^0(\D|$)/.test(attribute(node, 'linethickness'))
      const settings = isBare ? [part('m:fPr', setting('m:type', 'noBar'))] : []
      return [part('m:f', ...settings, part('m:num', ...of(first)), part('m:den', ...of(second)))]
    }
    case 'msqrt':
      return [part('m:rad', part('m:radPr', setting('m:degHide', '1')), part('m:deg'), part('m:e', ...row(children)))]
    case 'mroot':
      return [part('m:rad', part('m:deg', ...of(second)), part('m:e', ...of(first)))]
    case 'msup':
      return [part('m:sSup', part('m:e', ...alone(first)), part('m:sup', ...alone(second)))]
    case 'msub':
      return [part('m:sSub', part('m:e', ...alone(first)), part('m:sub', ...alone(second)))]
    case 'msubsup': {
      const scripts = [part('m:sub', ...alone(second)), part('m:sup', ...alone(third))]
      return [part('m:sSubSup', part('m:e', ...alone(first)), ...scripts)]
    }
    case 'mover':
      return [above(of(first), second)]
    case 'munder':
      return [below(of(first), second)]
    case 'munderover':
      return [above([below(of(first), second)], third)]
    case 'mtable':
      return [matrix(children)]
    case 'mphantom':
    case 'annotation':
    case 'annotation-xml':
      return []
    default:
      return fenced(children) ?? row(children)
  }
}

function above(base: Part[], over: Element | undefined): Part {
  const sign = over ? textOf(over) : ''
  if (over?.tagName === 'mo' && BARS.has(sign))
    return part('m:bar', part('m:barPr', setting('m:pos', 'top')), part('m:e', ...base))
  const accent = over?.tagName === 'mo' ? ACCENTS[sign] : undefined
  if (accent === '\u23de') return brace('top', accent, base)
  if (accent !== undefined) return part('m:acc', part('m:accPr', setting('m:chr', accent)), part('m:e', ...base))
  return part('m:limUpp', part('m:e', ...base), part('m:lim', ...(over ? written(over) : [])))
}

function below(base: Part[], under: Element | undefined): Part {
  const sign = under ? textOf(under) : ''
  if (under?.tagName === 'mo' && BARS.has(sign))
    return part('m:bar', part('m:barPr', setting('m:pos', 'bot')), part('m:e', ...base))
  if (under?.tagName === 'mo' && sign === '\u23df') return brace('bot', sign, base)
  return part('m:limLow', part('m:e', ...base), part('m:lim', ...(under ? written(under) : [])))
}

function brace(position: 'top' | 'bot', sign: string, base: Part[]): Part {
  return part(
    'm:groupChr',
    part('m:groupChrPr', setting('m:chr', sign), setting('m:pos', position)),
    part('m:e', ...base),
  )
}

/** A row that begins with a sign has nothing before it, as aligned lines have. */
function cellOf(cell: Element): Part[] {
  const parts = row(elements(cell))
  const [first] = leaves(cell)
  return first?.tagName === 'mo' && !isFence(first) ? [...nothing(), ...parts] : parts
}

/** The elements that hold signs, in order. */
function leaves(node: Element): Element[] {
  const own = elements(node)
  if (own.length > 0) return own.flatMap(leaves)
  return textOf(node) === '' || INVISIBLE.test(textOf(node)) ? [] : [node]
}

/** What is raised or raises: a sign by itself is text, since it has nothing to work on. */
function alone(node: Element | undefined): Part[] {
  const own = node ? leaves(node) : []
  const [only] = own
  if (!node || !only) return nothing()
  return own.length === 1 && only.tagName === 'mo' ? run(textOf(only), 'text') : written(node)
}

/** In the place of what isn't there: an empty one would show as a box to fill in. */
function nothing(): Part[] {
  return run('\u200b', 'text')
}

function matrix(rows: readonly Element[]): Part {
  return part('m:m', ...rows.map((one) => part('m:mr', ...elements(one).map((cell) => part('m:e', ...cellOf(cell))))))
}

/** Brackets that grow with what stands between them; null where the row has none at both ends. */
function fenced(children: readonly Element[]): Part[] | null {
  const [first, last] = [children[0], children.at(-1)]
  if (children.length < 2 || !isFence(first) || !isFence(last)) return null
  const settings = part('m:dPr', setting('m:begChr', fenceOf(first)), setting('m:endChr', fenceOf(last)))
  return [part('m:d', settings, part('m:e', ...row(children.slice(1, -1))))]
}

function isFence(node: Element | undefined): boolean {
  return node?.tagName === 'mo' && attribute(node, 'fence') === 'true'
}

function fenceOf(node: Element | undefined): string {
  const sign = node ? textOf(node) : ''
  return sign === '∣' ? '|' : sign === '∥' ? '‖' : sign
}

/** By its name in small letters. */
function attribute({ properties }: Element, name: string): string {
  const key = Object.keys(properties).find((one) => one.toLowerCase() === name)
  return key === undefined ? '' : String(properties[key])
}

/** How letters look: alphabet and style as Office Math has them; `text`: no mathematics at all. */
type Look = readonly [alphabet: string | null, style: string | null] | 'text'
const UPRIGHT: Look = [null, 'p']
const VARIANTS: Readonly<Record<string, Look>> = {
  normal: UPRIGHT,
  bold: [null, 'b'],
  italic: [null, 'i'],
  'bold-italic': [null, 'bi'],
  'double-struck': ['double-struck', 'p'],
  script: ['script', 'p'],
  'bold-script': ['script', 'b'],
  fraktur: ['fraktur', 'p'],
  'bold-fraktur': ['fraktur', 'b'],
  'sans-serif': ['sans-serif', 'p'],
  'bold-sans-serif': ['sans-serif', 'b'],
  'sans-serif-italic': ['sans-serif', 'i'],
  monospace: ['monospace', 'p'],
}

/** Names of functions and texts stand upright, single letters slanted, as MathML has it. */
function lookOf(node: Element): Look {
  const named = VARIANTS[attribute(node, 'mathvariant')]
  if (named) return named
  // One that is raised with what it closes would leave the other alone.
  if (/^[()[\]{}]$/.test(textOf(node))) return 'text'
  const isName = node.tagName === 'mi' && [...textOf(node)].length > 1
  return isName || node.tagName === 'mtext' || node.tagName === 'ms' ? UPRIGHT : [null, null]
}

function run(text: string, look: Look): Part[] {
  // XML 1.0 has no place for control characters.
  const shown = text.replace(/[\u0000-\u001f\u2061-\u2064]/g, '')
  if (shown === '') return []
  const [alphabet, style] = look === 'text' ? [null, null] : look
  const own = [
    ...(look === 'text' ? [part('m:nor')] : []),
    ...(alphabet ? [setting('m:scr', alphabet)] : []),
    ...(style ? [setting('m:sty', style)] : []),
  ]
  const settings = own.length > 0 ? [part('m:rPr', ...own)] : []
  return [part('m:r', ...settings, new Part('m:t', { 'xml:space': 'preserve' }, [shown]))]
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => textOf(child as Nodes)).join('') : ''
}
