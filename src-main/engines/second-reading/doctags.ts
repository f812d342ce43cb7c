/**
 * DocTags, which Docling's models write: each block in a tag of its kind, with its place in 500ths of the page
 * (https://github.com/docling-project/docling-core, docling_core/types/doc/tokens.py).
 */
import type { Block, Inline } from '../../../src-preload/model.ts'
import { tablesOfOtsl } from './otsl.ts'
import { type ReadBlock, tableBlock } from './read-block.ts'
import { asText, joinedLines } from './stretches.ts'

const PARTS = 500
const KINDS: Readonly<Record<string, Block['type']>> = {
  title: 'heading',
  text: 'text',
  paragraph: 'text',
  caption: 'caption',
  footnote: 'footnote',
  list_item: 'list_item',
  checkbox_selected: 'list_item',
  checkbox_unselected: 'list_item',
  code: 'code',
  formula: 'formula',
  otsl: 'table',
  picture: 'figure',
  chart: 'figure',
  inline: 'text',
}
/** They stay what the fast engine has them as. */
const FURNITURE: ReadonlySet<string> = new Set(['page_header', 'page_footer'])
const LISTS: ReadonlySet<string> = new Set(['unordered_list', 'ordered_list'])
const HEADING = /^section_header_level_([1-6])$/
const LEAVES: ReadonlySet<string> = new Set([
  'title',
  'text',
  'paragraph',
  'footnote',
  'formula',
  'code',
  'page_header',
  'page_footer',
  ...[1, 2, 3, 4, 5, 6].map((level) => `section_header_level_${level}`),
])
const NAMES = [...Object.keys(KINDS), ...FURNITURE, ...LISTS, 'section_header_level_[1-6]'].join('|')
const TAG = new RegExp(`<(/?)(${NAMES})>`, 'g')
const PLACE = /<loc_(\d{1,3})><loc_(\d{1,3})><loc_(\d{1,3})><loc_(\d{1,3})>/
const SIGNS = /<loc_\d{1,3}>|<_[^>\n]{1,40}_>/g

export function isDocTags(text: string): boolean {
  return /^\s*<doctag>/.test(text)
}

interface Element {
  name: string
  /** What stands in it, without the tags of others. */
  text: string
  children: Element[]
}

export function blocksOfDocTags(text: string): ReadBlock[] {
  return blocksOf(parsed(text), [])
}

/** One that is cut off ends with the text. */
function parsed(text: string): Element[] {
  const root: Element = { name: '', text: '', children: [] }
  const open = [root]
  let last = 0
  const top = () => open.at(-1) as Element
  for (const match of text.matchAll(TAG)) {
    const [found, closing = '', name = ''] = match
    top().text += text.slice(last, match.index)
    last = match.index + found.length
    if (!closing) {
      // What can hold no block ends where the next begins, though its end is missing.
      if (LEAVES.has(top().name) || (name === 'list_item' && top().name === 'list_item')) open.pop()
      const element = { name, text: '', children: [] }
      top().children.push(element)
      open.push(element)
    } else if (open.some((one) => one.name === name)) while (open.length > 1 && open.pop()?.name !== name);
  }
  top().text += text.slice(last)
  return root.children
}

/** `lists`: the kinds of the lists that they are in, from outside. */
function blocksOf(elements: readonly Element[], lists: readonly string[]): ReadBlock[] {
  let number = 0
  return elements.flatMap((element): ReadBlock[] => {
    const { name, children } = element
    if (FURNITURE.has(name)) return []
    if (LISTS.has(name)) return blocksOf(children, [...lists, name])
    const placed = placeOf(element)
    const own = (block: ReadBlock): ReadBlock => ({ ...block, ...placed })
    const [level] = HEADING.exec(name)?.slice(1) ?? []
    if (level) return written(element).map((text) => own({ type: 'heading', level: Number(level), ...text }))
    const type = KINDS[name] ?? 'text'
    const captions = blocksOf(
      children.filter((child) => child.name === 'caption'),
      [],
    )
    switch (type) {
      case 'table': {
        const [grid] = tablesOfOtsl(bare(element))
        return [...captions, ...(grid ? [own(tableBlock(grid))] : [])]
      }
      case 'figure':
        return [own({ type, text: '' }), ...captions]
      case 'formula': {
        const latex = bare(element).trim()
        return latex === '' ? [] : [own({ type, text: latex, content: [{ text: latex, latex: true }] })]
      }
      case 'code':
        return [own({ type, text: bare(element).replace(/^\n|\n$/g, '') })]
      case 'list_item': {
        if (lists.at(-1) === 'ordered_list') number++
        const mark = markOf(name, lists, number, bare(element))
        const inner = blocksOf(
          children.filter((child) => !IN_LINE.has(child.name)),
          lists,
        )
        const item = written(element).map(({ text, content }) => {
          const printed = MARK.exec(text)?.[0].length ?? 0
          const [first, ...others] = content ?? []
          const stretches = first && [{ text: mark }, { ...first, text: first.text.slice(printed) }, ...others]
          return own({
            type,
            level: Math.max(1, lists.length),
            mark,
            text: `${mark}${text.slice(printed)}`,
            ...(stretches ? { content: stretches.filter((one) => one.text !== '') } : {}),
          })
        })
        return [...item, ...inner]
      }
      default:
        return written(element).map((text) => own({ type, ...(name === 'title' ? { level: 1 } : {}), ...text }))
    }
  })
}

/** What stands within a line. */
const IN_LINE: ReadonlySet<string> = new Set(['text', 'formula', 'code'])

/** What an item may begin with as it was printed. */
const MARK = /^\s*(?:[•·▪◦‣*-]|\(?\d{1,3}[.)])\s+/

function markOf(name: string, lists: readonly string[], number: number, text: string): string {
  if (name.startsWith('checkbox')) return name === 'checkbox_selected' ? '[x] ' : '[ ] '
  const printed = MARK.exec(text)?.[0].trim()
  if (lists.at(-1) === 'ordered_list') return `${printed && /\d/.test(printed) ? printed : `${number}.`} `
  return `${printed ?? '•'} `
}

function placeOf({ text }: Element): { bbox?: [number, number, number, number] } {
  const [x0, y0, x1, y1] =
    PLACE.exec(text)
      ?.slice(1)
      .map((part) => Math.min(1, Number(part) / PARTS)) ?? []
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return {}
  return x0 < x1 && y0 < y1 ? { bbox: [x0, y0, x1, y1] } : {}
}

function bare({ text }: Element): string {
  return text.replace(SIGNS, '')
}

/** Its text, and that of what stands in its line; none where nothing does. */
function written(element: Element): ReturnType<typeof asText>[] {
  const parts = element.children.filter(({ name }) => IN_LINE.has(name))
  const own: Inline[] = [{ text: joinedLines(bare(element).trim()) }]
  const content = own.concat(
    parts.flatMap((part, at): Inline[] => {
      const text = bare(part).trim()
      const space = at > 0 || own[0]?.text ? [{ text: ' ' }] : []
      if (part.name === 'formula') return [...space, { text, latex: true }]
      return [...space, part.name === 'code' ? { text, marks: ['code'] } : { text: joinedLines(text) }]
    }),
  )
  const text = asText(content)
  return text.text === '' ? [] : [text]
}
