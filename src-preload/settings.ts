/** Every setting, its bounds and its default. Unknown keys are dropped, so that an older app reads a newer file. */
import { z } from 'zod'
import { clusterSettings } from './cluster.ts'
import { ACCURACY, cleanUp, EXPORT_FORMATS, ignoreRegions, MAX_DPI, MIN_DPI, MODES, TEXT_LAYER } from './model.ts'
import { services } from './services.ts'

const minutes = (n: number) => n * 60_000
const GIB = 2 ** 30
const MB = 1_000_000

export const API_PORT = 54188
export const MIN_TOKEN = 16

/** The app and its engine hold some 700 MB without a page. */
export const LEAST_MEMORY_BYTES = 1000 * MB

export const APPEARANCES = ['system', 'light', 'dark'] as const
export const LANGUAGES = ['system', 'en', 'zh-CN'] as const

/** A file from before a setting had its name. */
function withNewNames(retries: unknown): unknown {
  if (typeof retries !== 'object' || retries === null || !('maxTries' in retries)) return retries
  const { maxTries, ...others } = retries
  return { maxAttempts: maxTries, ...others }
}

const PLACEHOLDERS: ReadonlySet<string> = new Set(['{name}', '{date}', '{time}', '{pages}', '{language}'])

/** What a rule for file names has in braces and means nothing. */
export function unknownPlaceholders(rule: string): string[] {
  return [...rule.matchAll(/\{[^}]*\}?|\}/g)].map(([found]) => found).filter((found) => !PLACEHOLDERS.has(found))
}

/** Something is fetched from it: without a slash at its end. */
const address = z.url({ protocol: /^https?$/ }).transform((given) => given.replace(/\/+$/, ''))

/** On macOS and Linux. */
export const absolutePath = z.string().regex(/^\//, 'has to be a whole path, as /Users/me/Scans')

/** Hears of the end of tasks. Its secret signs what it hears. */
const webhook = z.object({
  id: z.string().min(1).max(60),
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(1),
  /** Whether the user has said that it may be on this machine or its network. */
  allowsPrivate: z.boolean(),
  since: z.iso.datetime(),
})
export type Webhook = z.output<typeof webhook>

export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  /** What a file is read with unless something else is asked for. */
  reading: z
    .object({
      mode: z.enum(MODES).default('markdown'),
      dpi: z.int().min(MIN_DPI).max(MAX_DPI).default(200),
      accuracy: z.enum(ACCURACY).default('balanced'),
      textLayer: z.enum(TEXT_LAYER).default('auto'),
      cleanUp: cleanUp.default([]),
      ignoreRegions: ignoreRegions.default([]),
      engine: z.string().default('local'),
    })
    .prefault({}),
  /** Text from Screen and pictures on the clipboard: somebody waits for them, and a screen shows all sorts of things. */
  captures: z.object({ engine: z.string().default('local') }).prefault({}),
  /** Services that pages can be sent to, each an engine of its own. */
  services,
  /** The vision model on this machine. */
  vlm: z
    .object({
      /** A model that was fetched, by its id; or an absolute folder. */
      model: z.string().nullable().default(null),
      pagesAtOnce: z.int().min(1).max(8).default(2),
      /** After so long without a page its process ends, and its memory is free. */
      idleMinutes: z.number().min(0.01).max(1440).default(10),
      /** Models that were made for single blocks are shown whole pages as well. */
      wholePages: z.boolean().default(false),
      /** Where models come from. */
      hub: address.default('https://huggingface.co'),
    })
    .prefault({}),
  cluster: clusterSettings.prefault({}),
  nets: z
    .object({
      /** Where PP-OCRv5's nets for other scripts come from. */
      from: address.default('https://www.modelscope.cn/models/RapidAI/RapidOCR/resolve/v3.10.0/onnx/PP-OCRv5/rec'),
    })
    .prefault({}),
  tesseract: z
    .object({
      /** Where the data of languages comes from: its files are called `LANGUAGE.traineddata`. */
      dataFrom: address.default('https://github.com/tesseract-ocr/tessdata_fast/raw/4.1.0'),
    })
    .prefault({}),
  /** Pages at work at a time on this machine; `auto`: as many as bring the most. */
  pagesInFlight: z.union([z.literal('auto'), z.int().min(1).max(16)]).default('auto'),
  /** What Inkleaf keeps to: a part of the machine's memory (and the GPU's), and a size of its own. */
  memory: z
    .object({
      maxPercent: z.int().min(10).max(100).default(80),
      maxBytes: z.int().min(LEAST_MEMORY_BYTES).nullable().default(null),
    })
    .prefault({}),
  /** `auto` takes MLX on Apple Silicon and ONNX Runtime elsewhere. */
  backend: z.enum(['auto', 'mlx', 'onnxruntime']).default('auto'),
  dtype: z.enum(['float32', 'float16']).default('float32'),
  /** `copy` keeps the source in the data folder (a clone where the file system can), `reference` only its path. */
  keepSources: z.enum(['copy', 'reference']).default('copy'),
  /** What is read while this is on is deleted when it is switched off, and when Inkleaf ends. */
  privateMode: z.boolean().default(false),
  /** Days that what was deleted stays in the Trash; 0: only as long as a deletion can be undone at once. */
  trashDays: z.int().min(0).max(3650).default(30),
  exports: z
    .object({
      /** With {name}, {date}, {time}, {pages}, {language} filled in; the format's ending comes behind it. */
      name: z
        .string()
        .trim()
        .min(1)
        .max(120)
        .regex(/^[^/\\\p{Cc}]*$/u, 'may have no / and no \\')
        .refine(
          (rule) => unknownPlaceholders(rule).length === 0,
          'may have {name}, {date}, {time}, {pages}, {language}',
        )
        .default('{name}'),
      /** Where the desktop writes: a folder that it asks for, or beside each original. */
      place: z.enum(['ask', 'beside']).default('ask'),
    })
    .prefault({}),
  /** A folder in which everything that comes is read. */
  watch: z
    .object({
      folder: absolutePath.nullable().default(null),
      mode: z.enum(MODES).default('markdown'),
      format: z.enum(EXPORT_FORMATS).default('md'),
      /** Where results go; null: the folder `Inkleaf` in the watched one. */
      results: absolutePath.nullable().default(null),
    })
    .prefault({}),
  limits: z
    .object({
      maxFileBytes: z.int().positive().nullable().default(null),
      maxPages: z.int().positive().nullable().default(null),
      maxImagePixels: z.int().positive().default(250_000_000),
      /** A page is rendered at a DPI that keeps within this. */
      maxRenderPixels: z.int().positive().default(40_000_000),
      maxPreviewBytes: z
        .int()
        .nonnegative()
        .default(2 * GIB),
    })
    .prefault({}),
  timeouts: z
    .object({
      pageMs: z.int().positive().default(minutes(3)),
      jobMs: z.int().positive().nullable().default(null),
    })
    .prefault({}),
  retries: z
    .preprocess(
      withNewNames,
      z.object({
        maxAttempts: z.int().min(1).max(20).default(5),
        baseDelayMs: z.int().nonnegative().default(1000),
        maxDelayMs: z.int().nonnegative().default(60_000),
      }),
    )
    .prefault({}),
  /** Assistants that may read files and the history, by the names that they give themselves. */
  mcp: z
    .object({
      clients: z
        .array(z.object({ name: z.string().min(1).max(200), since: z.iso.datetime() }))
        .max(200)
        .default([]),
    })
    .prefault({}),
  /** The local API. */
  api: z
    .object({
      /** On the desktop; `npm run serve` always has it. */
      enabled: z.boolean().default(false),
      host: z.string().default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(API_PORT),
      /** Made at the first start. */
      token: z
        .string()
        .regex(/^[\w-]*$/, 'may have letters, digits, - and _ only')
        .default(''),
      /** A web page, as https://example.org, whose scripts may use the API with the token. */
      origin: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      /** Whether a request may name a document by its address on the internet, which is fetched then. */
      fetchUrls: z.boolean().default(false),
      /** Who is told of each task's end. */
      webhooks: z.array(webhook).max(50).default([]),
      /** What the window is called in a browser; empty: Inkleaf. */
      title: z.string().max(100).default(''),
      /** Names besides the loopback's that this server is asked for by. */
      hosts: z.array(z.string()).default([]),
    })
    .prefault({}),
  apiLimits: z
    .object({
      maxImageBytes: z
        .int()
        .positive()
        .default(50 * MB),
      maxPdfBytes: z
        .int()
        .positive()
        .default(200 * MB),
      maxPdfPages: z.int().positive().default(500),
      maxBatchFiles: z.int().positive().default(20),
      /** From one address; more are answered 429. */
      maxWrongTokensPerMinute: z.int().positive().default(10),
    })
    .prefault({}),
  window: z
    .object({
      appearance: z.enum(APPEARANCES).default('system'),
      language: z.enum(LANGUAGES).default('system'),
    })
    .prefault({}),
  desktop: z
    .object({
      notifications: z.boolean().default(true),
      startAtLogin: z.boolean().default(false),
      /** An item in the menu bar, with the last captures. */
      menuBar: z.boolean().default(true),
      /** New versions are fetched by themselves, where the app was built with an address for them. */
      updates: z.boolean().default(true),
      /** Keeps the machine from idle sleep while pages are read. */
      keepAwake: z.boolean().default(true),
      /** Electron accelerators; empty: none. */
      screenShortcut: z.string().default('CommandOrControl+Shift+2'),
      clipboardShortcut: z.string().default(''),
    })
    .prefault({}),
})
export type Settings = z.output<typeof settingsSchema>

/** A change: only what is given changes. */
export type SettingsPatch = {
  [Key in keyof Settings]?: Settings[Key] extends readonly unknown[]
    ? Settings[Key]
    : Settings[Key] extends object
      ? Partial<Settings[Key]>
      : Settings[Key]
}

/** `current` with `patch` over it. Throws a ZodError where a value is out of its bounds. */
export function patched(current: Settings, patch: SettingsPatch): Settings {
  const merged: Record<string, unknown> = { ...current }
  for (const [key, value] of Object.entries(patch)) {
    const old = merged[key]
    // A list is changed as a whole.
    merged[key] = isGroup(old) && isGroup(value) ? { ...old, ...value } : value
  }
  return settingsSchema.parse(merged)
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
