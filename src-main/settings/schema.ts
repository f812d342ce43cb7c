/** Every setting, its bounds and its default. Unknown keys are dropped, so that an older app reads a newer file. */
import { z } from 'zod'

const minutes = (n: number) => n * 60_000

export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  /** Pages at work at a time on the local engine. */
  pagesInFlight: z.int().min(1).max(16).default(3),
  /** `auto` takes MLX on Apple Silicon and ONNX Runtime elsewhere. */
  backend: z.enum(['auto', 'mlx', 'onnxruntime']).default('auto'),
  dtype: z.enum(['float32', 'float16']).default('float32'),
  /** `copy` keeps the source in the data folder (a clone where the file system can), `reference` only its path. */
  keepSources: z.enum(['copy', 'reference']).default('copy'),
  limits: z
    .object({
      maxFileBytes: z.int().positive().nullable().default(null),
      maxPages: z.int().positive().nullable().default(null),
      maxImagePixels: z.int().positive().default(250_000_000),
      /** A page is rendered at a DPI that keeps within this. */
      maxRenderPixels: z.int().positive().default(40_000_000),
    })
    .prefault({}),
  timeouts: z
    .object({
      pageMs: z.int().positive().default(minutes(3)),
      jobMs: z.int().positive().nullable().default(null),
    })
    .prefault({}),
  retries: z
    .object({
      maxTries: z.int().min(1).max(20).default(5),
      baseDelayMs: z.int().nonnegative().default(1000),
      maxDelayMs: z.int().nonnegative().default(60_000),
    })
    .prefault({}),
})
export type Settings = z.output<typeof settingsSchema>
