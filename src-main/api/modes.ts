/**
 * What is wanted of a page, in the words of the Flask service (matica0902/MLX-Video-OCR-DeepSeek-Apple-Silicon): a mode, or
 * a kind of content in three words.
 */
import { MODES } from '../../src-preload/model.ts'
import { badRequest } from './errors.ts'

type Mode = (typeof MODES)[number]

/** Its modes besides our own, and what comes nearest: tables and formulas are part of Markdown. */
export const SERVICE_MODES = ['table', 'formula', 'product'] as const

export const ALL_MODES = [...MODES, ...SERVICE_MODES] as const

const CONTENT: Readonly<Record<string, readonly string[]>> = {
  Document: ['Academic', 'Business', 'Content', 'Table', 'Handwritten', 'Complex'],
  Scene: ['Street', 'Photo', 'Objects', 'Verification'],
}
const COMPLEXITY: readonly string[] = ['Tiny', 'Small', 'Medium', 'Large', 'Gundam']

export interface WantedMode {
  mode?: (typeof ALL_MODES)[number] | undefined
  content_type?: string | undefined
  subcategory?: string | undefined
  complexity?: string | undefined
}

/** Throws `bad_request` with the list where a word is not of it. */
export function modeOf({ mode, content_type, subcategory, complexity }: WantedMode): Mode {
  if (mode !== undefined) return ownMode(mode)
  if (content_type === undefined && subcategory === undefined && complexity === undefined) return 'markdown'
  // What is left out is as that service has it.
  const content = oneOf('content_type', content_type ?? 'Document', Object.keys(CONTENT))
  const kind = oneOf('subcategory', subcategory ?? 'Academic', CONTENT[content] ?? [])
  const size = oneOf('complexity', complexity ?? 'Medium', COMPLEXITY)
  const structured = kind === 'Table' || kind === 'Content' || (kind === 'Academic' && size === 'Large')
  return structured ? 'markdown' : 'basic'
}

export function ownMode(mode: (typeof ALL_MODES)[number]): Mode {
  if (mode === 'product') return 'basic'
  return mode === 'table' || mode === 'formula' ? 'markdown' : mode
}

function oneOf(field: string, given: string, known: readonly string[]): string {
  if (known.includes(given)) return given
  throw badRequest(`${field}: there is no ${JSON.stringify(given.slice(0, 50))}; there are ${known.join(', ')}.`)
}
