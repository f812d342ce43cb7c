/** The fields of an upload besides its files, as forms and addresses carry them: text. */
import { z } from 'zod'
import {
  ACCURACY,
  type CLEAN_UP,
  cleanUp,
  ignoreRegions,
  MAX_DPI,
  MIN_DPI,
  TEXT_LAYER,
} from '../../src-preload/model.ts'
import { badRequest } from './errors.ts'
import { ALL_MODES, modeOf, type WantedMode } from './modes.ts'

/** A whole number as text, as addresses and forms carry it. */
export function wholeNumber(least: number, most: number) {
  const read = (value: unknown) => (typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value)
  return z.preprocess(read, z.int().min(least).max(most)).meta({ type: 'integer', minimum: least, maximum: most })
}

const yesOrNo = z.enum(['true', 'false']).transform((word) => word === 'true')

/** No two of its parts can take the same spaces, so that it is told in one pass. */
const PAGES = /^ *(?:\d+(?: *-(?: *\d+)?)?|- *\d+)(?: *, *(?:\d+(?: *-(?: *\d+)?)?|- *\d+))* *$/

const cleanUpList = z
  .string()
  .max(200)
  .transform((text) => text.split(',').map((part) => part.trim()) as (typeof CLEAN_UP)[number][])
  .pipe(cleanUp)

function jsonOf<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .max(5000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue('give JSON, such as [[0,0,1,0.08]]')
        return z.NEVER
      }
    })
    .pipe(schema)
}

const word = z.string().max(50).optional()

/** The fields of a form besides its files. */
export const readingFields = z.object({
  mode: z
    .enum(ALL_MODES)
    .optional()
    .describe(
      'basic keeps the lines; markdown (default) joins them to paragraphs, with tables and formulas, as table and formula do; product is basic',
    ),
  content_type: word.describe('instead of a mode: Document or Scene'),
  subcategory: word.describe('Academic, Table, Photo, ...'),
  complexity: word.describe('Tiny, Small, Medium, Large or Gundam'),
  dpi: wholeNumber(MIN_DPI, MAX_DPI).optional().describe('resolution at which PDF pages are drawn'),
  priority: wholeNumber(-10, 10).default(0).describe('higher goes first'),
  pages: z
    .string()
    .regex(PAGES, 'give pages like 1-3,7, counted from 1')
    .max(1000)
    .optional()
    .describe('pages to read, such as 1-3,7; default: all'),
  accuracy: z
    .enum(ACCURACY)
    .optional()
    .describe('time against wrong characters: fast, balanced or accurate; default: as in the settings'),
  text_layer: z.enum(TEXT_LAYER).optional().describe("a PDF's own text: where it is sound, never, or only it"),
  clean_up: cleanUpList.optional().describe('before reading: contrast, denoise, or both, parted by a comma'),
  ignore_regions: jsonOf(ignoreRegions)
    .optional()
    .describe('JSON: boxes [left, top, right, bottom], fractions of the page, in which nothing is read'),
  password: z.string().max(1000).optional().describe('of a protected PDF; never stored'),
  engine: z.string().min(1).max(64).optional(),
  fresh: yesOrNo
    .meta({ type: 'string', enum: ['true', 'false'] })
    .default(true)
    .describe('false: the same bytes that were read before with the same options are not read again'),
})

export type ReadingFields = Omit<z.output<typeof readingFields>, keyof WantedMode> & { mode: ReturnType<typeof modeOf> }

const NAMES: ReadonlySet<string> = new Set(Object.keys(readingFields.shape))

/** What a form, an address or JSON asks for. Throws `bad_request`, also for a name that there is not: it would be left out. */
export function fieldsOf(given: Readonly<Record<string, unknown>>): ReadingFields {
  const unknown = Object.keys(given).find((name) => !NAMES.has(name))
  if (unknown !== undefined)
    throw badRequest(`There is no option ${JSON.stringify(unknown.slice(0, 50))}; there are ${[...NAMES].join(', ')}.`)
  const { content_type, subcategory, complexity, ...fields } = readingFields.parse(given)
  return { ...fields, mode: modeOf({ mode: fields.mode, content_type, subcategory, complexity }) }
}

/** A form with these file fields. */
export function formOf<S extends z.ZodRawShape>(files: S) {
  return z.object({ ...files, ...readingFields.shape })
}
