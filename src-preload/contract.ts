/**
 * The one contract between the core and whoever asks it to do something: a window, a browser, another command.
 * Commands, events and their types are declared here; every transport is derived from it.
 */
import { z } from 'zod'
import { jobOptions, jobView, pageView } from './model.ts'

const ids = z.object({ jobIds: z.array(z.string()) })

/** What was asked for could not be taken in; the others go on. */
export const refusal = z.object({ path: z.string(), code: z.string(), message: z.string() })

export const addedJob = z.object({
  job: jobView,
  path: z.string(),
  /** `finished`: the same bytes were read before with the same options, and that result is shown. */
  reused: z.enum(['no', 'unfinished', 'finished']),
})

/** Every command: what it takes and what it gives. Times are ISO 8601 in UTC, durations milliseconds. */
export const commands = {
  'jobs.add': {
    /** Files added with one `batchId` are one batch; without it a new one is begun. */
    input: z.object({ paths: z.array(z.string()), options: jobOptions, batchId: z.string().optional() }),
    output: z.object({ batchId: z.string(), added: z.array(addedJob), refused: z.array(refusal) }),
  },
  'jobs.list': { input: z.object({}), output: z.array(jobView) },
  'jobs.pages': { input: z.object({ jobId: z.string() }), output: z.array(pageView) },
  'jobs.pause': { input: ids, output: z.null() },
  'jobs.resume': { input: ids, output: z.null() },
  'jobs.cancel': { input: ids, output: z.null() },
  'jobs.retry': { input: ids.extend({ pages: z.array(z.int()).optional() }), output: z.null() },
  'jobs.setPriority': { input: ids.extend({ priority: z.int() }), output: z.null() },
  'jobs.givePassword': { input: z.object({ jobId: z.string(), password: z.string() }), output: z.null() },
  'history.remove': { input: ids, output: z.object({ removed: z.int() }) },
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>

/** The core's side of every command. */
export type Handlers = {
  [N in CommandName]: (input: z.output<Commands[N]['input']>) => Promise<CommandOutput<N>>
}

/** What happens, in the order in which it happens. Only `delta` is never stored. */
export const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: jobView }),
  z.object({ type: z.literal('page'), jobId: z.string(), page: pageView }),
  z.object({
    type: z.literal('delta'),
    jobId: z.string(),
    page: z.int(),
    tryId: z.int(),
    /** Counts up within a try, so that a reader can tell a gap or a new try. */
    sequence: z.int(),
    text: z.string(),
  }),
  z.object({ type: z.literal('removed'), jobIds: z.array(z.string()) }),
  z.object({ type: z.literal('engine'), engine: z.string(), state: z.string(), message: z.string().nullable() }),
])
export type CoreEvent = z.infer<typeof event>
