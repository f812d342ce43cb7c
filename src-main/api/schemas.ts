/**
 * What goes over the wire, once: validation, types and the OpenAPI description come from here. The names are those that
 * clients of existing OCR services use. Times are ISO 8601 in UTC, durations seconds, progress is 0 to 100.
 */
import { z } from 'zod'
import { SORTS } from '../../src-preload/contract.ts'
import { BLOCK_TYPES, EXPORT_FORMATS, jobStates, pageStates } from '../../src-preload/model.ts'
import { MEMORY_STATES, PACE_REASONS, sample } from '../../src-preload/monitor.ts'
import { BATCH_STATES } from './batches.ts'
import { ALL_MODES } from './modes.ts'
import { wholeNumber } from './reading-fields.ts'

const time = z.iso.datetime().nullable()
const count = z.int().nonnegative()
const seconds = z.number().nonnegative()
const progress = z.number().min(0).max(100)

export const errorAnswer = z
  .object({
    status: z.literal('error'),
    message: z.string(),
    code: z.string(),
    error: z.string().describe('the message again, for clients of other services'),
    detail: z.string().describe('... and again'),
  })
  .meta({ id: 'Error', description: 'What was wrong and what to do.' })

const good = z.literal('success')

const id = z.string().min(1).max(100)
/** Seconds to wait for the end of a task before it is answered. */
export const waiting = z.object({ wait: wholeNumber(0, 60).default(0) })

export const taskPath = z.object({ task_id: id })
export const pagePath = z.object({ task_id: id, page_number: wholeNumber(1, 1_000_000) })
export const batchPath = z.object({ batch_id: id })

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('the same key with the same request gets the first answer again, for a day'),
})

const endpoints = z.object({ status: z.string(), result: z.string(), cancel: z.string(), websocket: z.string() })
const estimate = seconds.nullable().describe('from what pages took so far; null before any was read')

const megabytes = z.number().nonnegative().describe('10^6 bytes')
const pagesToRead = count.nullable().describe('null where only a password would tell')

export const submitted = z.object({
  status: good,
  id: z.string().describe('the task, as task_id'),
  task_id: z.string(),
  message: z.string(),
  total_pages: pagesToRead,
  file_size_mb: megabytes,
  estimated_time: estimate,
  endpoints,
})

/** What /process answers. */
export const accepted = z.object({
  status: z.literal('accepted'),
  id: z.string(),
  task_id: z.string(),
  message: z.string(),
  total_pages: pagesToRead,
  file_size_mb: megabytes,
  estimated_time: estimate,
  websocket_url: z.string(),
  status_url: z.string(),
  result_url: z.string(),
})

export const batchSubmitted = z.object({
  status: good,
  message: z.string(),
  batch_id: z.string(),
  submitted_tasks: z.array(
    z.object({
      task_id: z.string(),
      filename: z.string(),
      type: z.enum(['image', 'pdf']),
      total_pages: count.optional(),
      estimated_time: estimate,
    }),
  ),
  failed_files: z.array(z.object({ filename: z.string(), error: z.string() })),
  total_tasks: count,
  total_estimated_time: estimate,
})

export const task = z
  .object({
    id: z.string().describe('the same as task_id'),
    task_id: z.string(),
    status: z.enum(jobStates),
    task_type: z.enum(['image_ocr', 'pdf_ocr']),
    file_name: z.string(),
    file_size: count.describe('bytes'),
    total_pages: count.nullable().describe('null until the file has been opened'),
    processed_pages: count,
    failed_pages: count,
    progress,
    priority: z.int(),
    created_at: time,
    started_at: time,
    completed_at: time,
    error_message: z.string().nullable(),
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof task>

export const taskAnswer = z.object({ status: good, data: task })
export const changedTask = z.object({ status: good, message: z.string(), task_id: z.string(), data: task })
export const done = z.object({ status: good, message: z.string(), task_id: z.string() })

const MAX_LISTED = 1000
export const taskQuery = z.object({
  status: z.enum(jobStates).optional(),
  sort: z.enum(SORTS).default('newest'),
  limit: wholeNumber(1, MAX_LISTED).default(50).describe('most that are given'),
  offset: wholeNumber(0, 1_000_000).default(0).describe('so many of the first are left out'),
})
export const taskList = z.object({ status: good, data: z.array(task), total: count, limit: z.int(), offset: z.int() })

/** Pages that a search counts at most. */
export const MAX_FOUND = 500
export const searchQuery = z.object({
  q: z.string().min(1).max(500).describe('words, prefixes, "phrases"'),
  limit: wholeNumber(1, 100).default(20),
  offset: wholeNumber(0, MAX_FOUND).default(0),
})
export const searchFound = z.object({
  status: good,
  total: count,
  limit: z.int(),
  offset: z.int(),
  data: z.array(
    z.object({
      task_id: id,
      page_number: z.int(),
      file_name: z.string(),
      snippet: z.string(),
      marks: z.array(z.array(z.int()).min(2).max(2)).describe('where the words are in the snippet: [start, end)'),
    }),
  ),
})

const box = z.array(z.number()).nullable()
export const block = z
  .object({
    id: z.string(),
    type: z.enum(BLOCK_TYPES),
    text: z.string(),
    bbox: box.describe('[left, top, right, bottom], fractions of the upright page'),
    order: z.int(),
    level: z.int().nullable().describe('how deep a heading or an item of a list is, from 1'),
    confidence: z.number().nullable(),
    lines: z.array(
      z.object({
        text: z.string(),
        confidence: z.number().nullable(),
        quad: z.array(z.array(z.number())).nullable().describe("four corners, clockwise from the text's own top left"),
      }),
    ),
  })
  .meta({ id: 'Block' })
export type Block = z.infer<typeof block>

export const table = z
  .object({
    block_id: z.string(),
    rows: z.int(),
    columns: z.int(),
    cells: z.array(
      z.object({ row: z.int(), column: z.int(), row_span: z.int(), column_span: z.int(), text: z.string() }),
    ),
  })
  .meta({ id: 'Table' })

export const pageResult = z
  .object({
    page_number: z.int(),
    status: z.enum(pageStates),
    content: z.string().describe('Markdown'),
    text: z.string(),
    confidence: z.number().nullable(),
    processing_time: seconds.nullable(),
    error_message: z.string().nullable(),
    blocks: z.array(block),
    tables: z.array(table).describe('every field of the grid belongs to exactly one cell'),
  })
  .meta({ id: 'PageResult' })
export type PageResult = z.infer<typeof pageResult>

export const result = z.object({
  status: good,
  data: z.object({
    task_id: z.string(),
    status: z.enum(jobStates),
    progress,
    created_at: time,
    completed_at: time,
    error_message: z.string().nullable(),
    file_size_mb: z.number(),
    content: z.string().describe("the pages' Markdown, joined by a blank line"),
    page_results: z.array(pageResult),
  }),
})

export const pages = z.object({
  status: good,
  data: z.object({
    task_id: z.string(),
    pages: z.array(pageResult),
    total_pages: count.nullable(),
    page_statistics: z.object({
      pending: count,
      processing: count,
      completed: count,
      failed: count,
      cancelled: count,
    }),
  }),
})

export const onePage = z.object({
  status: good,
  data: z.object({ task_id: z.string(), page_number: z.int(), page_result: pageResult }),
})

/** Clients look for these in `data` or beside it. */
function inBoth<S extends z.ZodRawShape>(shape: S) {
  return z.object({ status: good, ...shape, data: z.object(shape) })
}

const progressShape = {
  task_id: z.string(),
  task_status: z.enum(jobStates),
  progress,
  current_page: count,
  total_pages: count.nullable(),
  processed_pages: count,
  failed_pages: count,
  eta_seconds: seconds.nullable(),
  processing_rate: seconds.nullable().describe('pages a second'),
  stage_timings: z.record(z.string(), seconds).describe('mean seconds a page of each stage, over the last pages'),
}
export const progressAnswer = inBoth(progressShape)

const pageBatch = z.object({
  batch_number: count,
  status: z.enum(['pending', 'processing', 'completed']),
  first_page: z.int(),
  last_page: z.int(),
})
export const pageBatches = inBoth({ task_id: z.string(), batches: z.array(pageBatch), total_batches: count })

export const exported = {
  description: 'The file',
  content: {
    'application/json': { schema: z.looseObject({ schemaVersion: z.int() }) },
    'text/markdown': { schema: z.string() },
    'text/plain': { schema: z.string() },
    'text/html': { schema: z.string() },
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { schema: z.file() },
    'application/pdf': { schema: z.file() },
    'application/zip': { schema: z.file() },
  },
}
export const zipFile = {
  description: 'Markdown, text and JSON of each file',
  content: { 'application/zip': { schema: z.file() } },
}
const partial = z.enum(['0', '1']).default('0').describe('1: also of what has not ended, as far as it has been read')
export const exportQuery = z.object({ format: z.enum([...EXPORT_FORMATS, 'zip']).default('md'), partial })
export const downloadQuery = z.object({ partial })

export const passwordGiven = z.object({ password: z.string().min(1).max(1000) })

export const MAX_ASKED = 50
export const statusQuestion = z.object({ task_ids: z.array(z.string().max(100)).min(1).max(MAX_ASKED) })
export const statusAnswer = z.object({
  status: good,
  tasks: z.array(
    z.object({
      task_id: z.string(),
      status: z.enum([...jobStates, 'not_found']),
      progress,
      created_at: time,
      completed_at: time,
      error_message: z.string().nullable(),
    }),
  ),
  summary: z.object({ total_tasks: count, status_counts: z.record(z.string(), count) }),
})

const batchShape = {
  batch_id: z.string(),
  batch_status: z.enum(BATCH_STATES),
  created_at: time,
  total_files: count.describe('with those that were not taken in'),
  completed_files: count,
  failed_files: count.describe('with those that were not taken in'),
  refused_files: z.array(z.object({ filename: z.string(), error: z.string() })),
  progress,
  total_time: seconds.describe('from the first file added until the last one ended, or until now'),
}
export const batchAnswer = inBoth({ ...batchShape, tasks: z.array(task) })
export const batchQuery = z.object({
  sort: z.enum(['newest', 'oldest']).default('newest'),
  limit: wholeNumber(1, 100).default(20),
  offset: wholeNumber(0, 1_000_000).default(0),
})
export const batchList = z.object({
  status: good,
  data: z.array(z.object(batchShape)),
  total: count,
  limit: z.int(),
  offset: z.int(),
})

export const stats = inBoth({
  total_tasks: count,
  status_counts: z.record(z.string(), count),
  total_pages: count,
  queue_length: count,
})

export const systemHealth = inBoth({
  overall_status: z.enum(['healthy', 'warning', 'critical']),
  issues: z.array(z.string()),
})

const bytes = z.number().nonnegative()
const distribution = z.object({ pages: count, mean: seconds, p50: seconds, p95: seconds })

export const metricsHistory = z.object({ status: good, data: z.array(sample) })

export const metrics = inBoth({
  cpu: z.object({ cores: z.int(), percent: z.number(), load_average: z.array(z.number()) }),
  memory: z.object({ total_bytes: bytes, available_bytes: bytes, app_bytes: bytes, engine_bytes: bytes.nullable() }),
  disk: z.object({ total_bytes: bytes, free_bytes: bytes }),
  gpu_memory: z
    .object({ used_bytes: bytes.nullable(), total_bytes: bytes.nullable() })
    .describe('what MLX holds, of what Metal recommends at most; null where no GPU is used'),
  pages: z
    .object({
      in_flight: count,
      waiting: count,
      allowed: count,
      allowed_because: z.enum(PACE_REASONS),
      memory_state: z.enum(MEMORY_STATES),
    })
    .describe('on this machine'),
  page_seconds: z.object({ last_10: distribution.nullable(), last_100: distribution.nullable() }),
  throughput: z.object({
    pages_per_second: seconds,
    seconds_per_page: seconds.nullable(),
    pages_completed: count,
    pages_failed: count,
    pages_retried: count,
  }),
  timeouts: count,
  errors: z.record(z.string(), count),
  uptime_seconds: seconds,
})

export const prometheusText = {
  description: 'Prometheus text format 0.0.4',
  content: { 'text/plain': { schema: z.string() } },
}

export const recovery = inBoth({
  checkpoints: count.describe('pages stored since the start'),
  last_checkpoint_at: time,
  recovered_pages: count.describe('pages that were at work when the last run ended, and were taken up again'),
  recovered_tasks: z.array(z.string()),
  engine_restarts: count,
})

export const health = z.object({ status: z.literal('healthy'), timestamp: z.iso.datetime() })
export const unhealthy = z.object({
  status: z.literal('unhealthy'),
  timestamp: z.iso.datetime(),
  reason: z.string(),
})

export const serviceStatus = z.object({
  status: z.enum(['ready', 'starting', 'stopped', 'error']),
  model_loaded: z.boolean(),
  model_healthy: z.boolean().describe('false while something keeps it from working'),
  model: z.string().nullable(),
  device: z.string().nullable(),
  version: z.string(),
  queue_length: count,
})

export const ocrAnswer = z.object({
  success: z.literal(true),
  task_id: z.string(),
  text: z.string().describe('what the mode asks for'),
  markdown: z.string(),
  blocks: z.array(block),
  processing_time: seconds,
})

const picture = z.string().describe('PNG, as a data URL')

export const pdfOpened = z.object({
  success: z.literal(true),
  task_id: z.string(),
  total_pages: count,
  filename: z.string(),
  thumbnails: z.array(picture).describe('of each page, its longer side 200 px at most'),
})

/** Of one call. */
const MAX_PORTION = 50
export const portionWanted = z.object({
  task_id: z.string().max(100),
  batch_index: z.int().min(0).max(1_000_000).default(0).describe('which portion, from 0'),
  batch_size: z.int().min(1).max(MAX_PORTION).default(2).describe('pages a portion'),
  mode: z.enum(ALL_MODES).optional(),
  processed_images: z
    .record(z.string().regex(/^\d{1,7}$/), z.string().max(500))
    .optional()
    .describe('instead of some pages, pictures from /api/preprocess: path by page'),
})
export const pagesRead = z.object({
  success: z.literal(true),
  task_id: z.string(),
  results: z.array(
    z.object({
      page: z.int(),
      status: z.enum(pageStates),
      text: z.string(),
      markdown: z.string(),
      blocks: z.array(block),
      processing_time: seconds.nullable(),
      error_message: z.string().nullable(),
    }),
  ),
  has_more: z.boolean(),
  next_batch_index: count.nullable().describe('null at the end'),
  processed_pages: count.describe('the last page of this portion'),
  processed: count.describe('pages of the task that have been read or given up'),
  total: count,
  done: z.boolean().describe('whether that is all of them'),
})

export const pageWanted = z.object({ task_id: z.string().max(100), page_number: z.int().min(1).default(1) })
export const pagePictured = z.object({ success: z.literal(true), image: picture })

export const taskWanted = z.object({ task_id: z.string().max(100) })
export const succeeded = z.object({ success: z.literal(true) })
export const pagesAsFiles = z.object({
  success: z.literal(true),
  total_images: count,
  images: z.array(
    z.object({
      filename: z.string(),
      file_path: z.string(),
      file_url: z.string().describe('where the picture is'),
      thumb_b64: picture,
      page_number: z.int(),
    }),
  ),
})

/** What the asynchronous service's page asks when it starts. */
export const frontendConfig = z.object({
  status: good,
  config: z.object({
    frontend_poll_timeout: count.describe('seconds'),
    max_image_size_mb: z.number(),
    max_pdf_size_mb: z.number(),
    max_pdf_pages: count,
  }),
})
export const noticeConfig = z.object({
  status: good,
  enabled: z.literal(false),
  content: z.literal(''),
  message: z.literal(''),
  type: z.literal('info'),
  closable: z.literal(true),
})
export const currentUser = z.object({ status: good, data: z.null().describe('there are no accounts') })

export const apiHealth = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  model_loaded: z.boolean(),
  model_healthy: z.boolean(),
  active_tasks: count,
  preprocess_tasks: count,
  video_tasks: z.literal(0).describe('Inkleaf reads no videos'),
})

const cleanedUp = z.object({
  filename: z.string(),
  status: z.enum(['pending', 'completed', 'failed']),
  processed_path: z.string().nullable(),
  error: z.string().optional(),
})
export const toCleanUp = z.object({
  success: z.literal(true),
  task_id: z.string(),
  total_images: count,
  images: z.array(cleanedUp.extend({ raw_path: z.string(), thumb_b64: picture.nullable() })),
  failed_files: z.array(z.object({ filename: z.string(), error: z.string() })),
})
export const howToCleanUp = z.object({
  task_id: z.string().max(100),
  settings: z
    .looseObject({
      auto_rotate: z.boolean().optional().describe('upright as the camera noted; reading turns pages by itself'),
      enhance: z.boolean().optional(),
      remove_shadows: z.boolean().optional(),
      binarize: z.boolean().optional(),
      remove_bg: z.boolean().optional(),
      denoise: z.boolean().optional(),
    })
    .default({}),
})
export const cleanedPictures = z.object({
  success: z.literal(true),
  results: z.array(cleanedUp.extend({ processed_thumb_b64: picture.optional() })),
})
export const picturesToRead = z.object({
  success: z.literal(true),
  processed_images: z.array(z.object({ filename: z.string(), processed_path: z.string(), thumb_b64: picture })),
})
