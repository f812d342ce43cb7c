/** The words that the core, the database and every window share. */
import { z } from 'zod'

export const jobStates = [
  'pending',
  'processing',
  'paused',
  'waiting_for_password',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const
export type JobState = (typeof jobStates)[number]

export const pageStates = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const
export type PageState = (typeof pageStates)[number]

/** `input` is never tried again, `transient` is, `resource` once more at a lower DPI, `defect` is ours. */
export const errorKinds = ['input', 'transient', 'resource', 'defect'] as const
export type ErrorKind = (typeof errorKinds)[number]

const fraction = z.number().min(0).max(1)

/** A user's own word for what a document belongs to. */
export const tag = z.string().trim().min(1).max(60)

export const MODES = ['basic', 'markdown'] as const
/** How much time recognition may take for how few wrong characters. */
export const ACCURACY = ['fast', 'balanced', 'accurate'] as const
export const TEXT_LAYER = ['auto', 'never', 'only'] as const
/** What a document can be exported as. */
export const EXPORT_FORMATS = ['txt', 'md', 'html', 'docx', 'pdf', 'csv', 'xlsx', 'json'] as const
/** What is done to a page's picture before it is read; the page that is shown stays as it is. */
export const CLEAN_UP = ['contrast', 'denoise'] as const
export const MIN_DPI = 50
export const MAX_DPI = 600

export const cleanUp = z.array(z.enum(CLEAN_UP)).max(CLEAN_UP.length)
/** Boxes [left, top, right, bottom] as fractions of every upright page, in which nothing is read: heads, stamps. */
export const ignoreRegions = z
  .array(
    z
      .tuple([fraction, fraction, fraction, fraction])
      .refine(([x0, y0, x1, y1]) => x0 < x1 && y0 < y1, 'left before right, top before bottom'),
  )
  .max(50)

export const jobOptions = z.object({
  mode: z.enum(MODES).default('basic'),
  /** Page ranges as people write them, `1-3,7`; null is all. */
  pages: z.string().nullable().default(null),
  dpi: z.int().min(MIN_DPI).max(MAX_DPI).default(200),
  engine: z.string().default('local'),
  /** Which model the engine reads with, and how it is asked; found out when a file is added, whatever is given here. */
  reader: z.string().nullable().default(null),
  accuracy: z.enum(ACCURACY).default('balanced'),
  textLayer: z.enum(TEXT_LAYER).default('auto'),
  cleanUp: cleanUp.default([]),
  ignoreRegions: ignoreRegions.default([]),
  priority: z.int().min(-10).max(10).default(0),
  /** A document with more pages than this is refused; null: only the limit of the settings counts. */
  maxPages: z.int().positive().nullable().default(null),
  /** Read anew what was read before. */
  fresh: z.boolean().default(false),
  /** Kept in memory only. */
  password: z.string().nullable().default(null),
})
export type JobOptions = z.output<typeof jobOptions>

export const failure = z.object({
  code: z.string(),
  kind: z.enum(errorKinds),
  message: z.string(),
})
export type Failure = z.infer<typeof failure>

const line = z.object({
  id: z.string(),
  text: z.string(),
  /** Clockwise from the text's own top left. */
  quad: z
    .array(z.tuple([fraction, fraction]))
    .length(4)
    .nullable(),
  confidence: fraction.nullable(),
  /** Where each of the text's words (parted by spaces) starts and ends along the line; absent where the engine can't tell. */
  words: z.array(z.tuple([fraction, fraction])).optional(),
  /** Words that the engine is not sure of; in scripts without spaces they are characters. */
  doubts: z
    .array(
      z.object({
        /** [start, end) in the line's text. */
        start: z.int().min(0),
        end: z.int().positive(),
        /** Where it starts and ends along the line. */
        place: z.tuple([fraction, fraction]),
        /** Of its least certain character. */
        sure: fraction,
        /** What else it may say, the likeliest first. */
        others: z.array(z.string()),
        /**
         * Absent: by what the engine says of it. `differs`: another engine reads `others`; `unseen`: none but this engine has
         * seen it on the page.
         */
        why: z.enum(['differs', 'unseen']).optional(),
      }),
    )
    .optional(),
})
/**
 * `header`, `footer` and `page_number` stand at the page's ends, `line_number` beside its lines (all of them are one block);
 * they are left out of Markdown and exports. Without
 * structure (mode `basic`) there are only `text` and `list_item`.
 */
export const BLOCK_TYPES = [
  'text',
  'heading',
  'list_item',
  'table',
  'figure',
  'formula',
  'caption',
  'code',
  'footnote',
  'header',
  'footer',
  'page_number',
  'line_number',
] as const
export const INLINE_MARKS = ['bold', 'italic', 'code', 'sup', 'sub', 'struck'] as const
/** A stretch of a block's text. */
export const inline = z.object({
  text: z.string(),
  marks: z.array(z.enum(INLINE_MARKS)).optional(),
  /** Where it leads. */
  href: z.string().optional(),
  /** The text is LaTeX. */
  latex: z.boolean().optional(),
})
export type Inline = z.infer<typeof inline>

export const block = z.object({
  id: z.string(),
  type: z.enum(BLOCK_TYPES).catch('text'),
  bbox: z.tuple([fraction, fraction, fraction, fraction]).nullable(),
  order: z.int(),
  lines: z.array(line),
  /** The lines as they read: a paragraph in one line, code with its indents, a table's cells parted by tabs. */
  text: z.string().optional(),
  /** The text in stretches, where the engine tells more of it than its characters. */
  content: z.array(inline).optional(),
  /** How deep an item of a list or a heading is, from 1. */
  level: z.int().positive().optional(),
  /** What an item's text begins with: `• `, `2. `; empty where it wasn't read. */
  mark: z.string().optional(),
  /** A heading's letters over those of the page's text. */
  size: z.number().positive().optional(),
  /** It is on the page, but the engine that read the page left it out: no part of the text until somebody says that it is. */
  leftOut: z.boolean().optional(),
})
export type Block = z.infer<typeof block>

/** Each field of a grid of `rows` by `columns` belongs to exactly one cell; `lines` are those that its text comes from. */
export const table = z.object({
  blockId: z.string(),
  rows: z.int().positive().max(100_000),
  columns: z.int().positive().max(10_000),
  cells: z.array(
    z.object({
      row: z.int().min(0),
      column: z.int().min(0),
      rowSpan: z.int().positive(),
      columnSpan: z.int().positive(),
      text: z.string(),
      /** The text in stretches, where the engine tells more of it than its characters; those of a cell that was edited since say another text, and no longer count. */
      content: z.array(inline).optional(),
      lines: z.array(z.string()),
    }),
  ),
})
export type Table = z.infer<typeof table>
export const notice = z.object({ code: z.string(), message: z.string() })
export type Notice = z.infer<typeof notice>

/**
 * What an engine says of a page. Boxes and quads are fractions 0..1 of the upright page as a viewer shows it (after
 * EXIF and the PDF's own /Rotate), so that every render agrees with them.
 */
export const pageResult = z.object({
  schemaVersion: z.literal(1),
  page: z.int().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  dpi: z.number().positive().nullable(),
  rotation: z.literal([0, 90, 180, 270]),
  text: z.string(),
  markdown: z.string(),
  blocks: z.array(block),
  tables: z.array(table),
  warnings: z.array(notice),
  engine: z.string(),
  model: z.string(),
  /** How the reading came to be, so that it can be told from another and made again; absent in older ones. */
  reading: z
    .object({
      engine: z.string(),
      model: z.string(),
      /** Of the model's weights; null where the engine has one set of them. */
      revision: z.string().nullable(),
      options: z.record(z.string(), z.unknown()),
      /** The machine that the page's picture was sent to; absent: none. */
      host: z.string().optional(),
      /** What it took, as the service counts it; `cost` in the service's currency where prices are known. */
      usage: z
        .object({ inputTokens: z.int().min(0), outputTokens: z.int().min(0), cost: z.number().min(0).nullable() })
        .optional(),
      /** Held against the fast engine's reading: what only one of the two has, as a part of its characters. */
      beside: z.object({ engine: z.string(), model: z.string(), unseen: fraction, leftOut: fraction }).optional(),
    })
    .optional(),
  confidence: fraction.nullable(),
  timingsMs: z.record(z.string(), z.number()),
})
export type PageResult = z.infer<typeof pageResult>

/** What can be asked about a page: a question of one's own, or all of it in some form. */
export const ASKED = ['question', 'text', 'markdown', 'table', 'formula'] as const

/** Kept with the job, apart from what was read. */
export const pageAnswer = z.object({
  id: z.string(),
  jobId: z.string(),
  page: z.int(),
  asked: z.enum(ASKED),
  /** Empty unless it was a question. */
  question: z.string(),
  answer: z.string(),
  engine: z.string(),
  model: z.string(),
  /** The machine that the page's picture was sent to; null: none. */
  host: z.string().nullable(),
  notices: z.array(notice),
  askedAt: z.string(),
})
export type PageAnswer = z.infer<typeof pageAnswer>

/** A table's cells, each field of the grid in exactly one of them. */
export const tableGridShape = table.omit({ blockId: true }).extend({
  cells: z.array(table.shape.cells.element.omit({ lines: true })),
})
export type TableGrid = z.infer<typeof tableGridShape>

/**
 * A block's text as the user put it right, empty where it was deleted; the result keeps the original. `grid`: a table whose
 * cells were edited; `type` and `level`: what the user made of it.
 */
export const edit = z.object({
  blockId: z.string(),
  text: z.string(),
  grid: tableGridShape.optional(),
  type: z.enum(BLOCK_TYPES).optional(),
  level: z.int().min(1).max(6).optional(),
  /** Its place among the page's blocks, whose own are 0, 1, 2 and so on; absent: its own. */
  at: z.number().optional(),
  editedAt: z.string(),
})
export type Edit = z.infer<typeof edit>

export const pageView = z.object({
  page: z.int(),
  status: z.enum(pageStates),
  attempts: z.int(),
  result: pageResult.nullable(),
  edits: z.array(edit),
  /** Words in doubt that somebody has looked at, by the names that `doubts.ts` gives them. */
  checked: z.array(z.string()),
  error: failure.nullable(),
})
export type PageView = z.infer<typeof pageView>

/** A page without its text: enough for a list of a thousand of them. */
export const pageOutline = z.object({
  page: z.int(),
  status: z.enum(pageStates),
  attempts: z.int(),
  /** Width over height; null until the page has been read. */
  aspect: z.number().positive().nullable(),
  confidence: fraction.nullable(),
  edited: z.boolean(),
  /** Words in doubt that nobody has looked at. */
  doubts: z.int(),
  error: failure.nullable(),
})
export type PageOutline = z.infer<typeof pageOutline>

export const jobView = z.object({
  id: z.string(),
  batchId: z.string(),
  /** The file's own name. */
  name: z.string(),
  sourcePath: z.string(),
  kind: z.string(),
  bytes: z.int(),
  state: z.enum(jobStates),
  priority: z.int(),
  /** Where it stands among jobs of its priority. */
  position: z.int(),
  options: jobOptions,
  /** Pages that this job reads; null until the file has been opened. */
  totalPages: z.int().nullable(),
  completedPages: z.int(),
  failedPages: z.int(),
  cancelledPages: z.int(),
  /** Pages that took more than one try. */
  retriedPages: z.int(),
  /** Words that the engine is not sure of, and how many of them somebody has looked at. */
  doubtfulWords: z.int(),
  checkedWords: z.int(),
  /** What services took for it, in their currency; null where nothing is known to have been paid. */
  cost: z.number().nullable(),
  favourite: z.boolean(),
  /** The user's own words for what it belongs to. */
  tags: z.array(z.string()),
  /** Deleted when private mode ends. */
  private: z.boolean(),
  /** Shown in the window's queue. */
  listed: z.boolean(),
  /** ISO 639-3, told by the text; null until the job has ended or where it can't be told. */
  language: z.string().nullable(),
  pagesPerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  error: failure.nullable(),
})
export type JobView = z.infer<typeof jobView>

/** Whether nothing more will happen to the job by itself. */
export function hasEnded(state: JobState): boolean {
  return state === 'completed' || state === 'partial' || state === 'failed' || state === 'cancelled'
}
