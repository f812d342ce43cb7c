/**
 * The one contract between the core and whoever asks it to do something: a window, a browser, another command.
 * Commands, events and their types are declared here; every transport is derived from it.
 */
import { z } from 'zod'
import { clusterSettings, clusterWorker } from './cluster.ts'
import {
  ASKED,
  BLOCK_TYPES,
  EXPORT_FORMATS,
  edit,
  errorKinds,
  failure,
  jobOptions,
  jobStates,
  jobView,
  pageAnswer,
  pageOutline,
  pageResult,
  pageView,
  tableGridShape,
  tag,
} from './model.ts'
import { monitorView, pace, sample } from './monitor.ts'
import { service } from './services.ts'
import { absolutePath, type SettingsPatch, settingsSchema } from './settings.ts'

const jobId = z.string()
const ids = z.object({ jobIds: z.array(jobId) })
const nothing = z.object({})

/** What was asked for could not be taken in; the others go on. */
export const refusal = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  /** Absent: input. */
  kind: z.enum(errorKinds).optional(),
})
export type Refusal = z.infer<typeof refusal>

export const addedJob = z.object({
  job: jobView,
  path: z.string(),
  /** `finished`: the same bytes were read before with the same options, and that result is shown. */
  reused: z.enum(['no', 'unfinished', 'finished']),
})
const additions = z.object({ batchId: z.string(), added: z.array(addedJob), refused: z.array(refusal) })
export type Additions = z.infer<typeof additions>

export const SORTS = ['newest', 'oldest', 'name', 'pages'] as const

/** Absent: any. Added from this time on, and before that one. */
export const historyFilter = z.object({
  states: z.array(z.enum(jobStates)).optional(),
  kinds: z.array(z.string()).optional(),
  engines: z.array(z.string()).optional(),
  languages: z.array(z.string()).optional(),
  favourite: z.boolean().optional(),
  /** All of them. */
  tags: z.array(z.string()).optional(),
  batchId: z.string().optional(),
  from: z.iso.datetime().optional(),
  before: z.iso.datetime().optional(),
})
export type HistoryFilter = z.infer<typeof historyFilter>

export const historyQuery = historyFilter.extend({
  sort: z.enum(SORTS).default('newest'),
  limit: z.int().min(1).max(10_000).default(100),
  offset: z.int().nonnegative().default(0),
})

export const searchQuery = historyFilter.extend({
  words: z.string(),
  limit: z.int().min(1).max(500).default(20),
  offset: z.int().nonnegative().default(0),
})

const mark = z.tuple([z.int(), z.int()])
export const hit = z.object({
  jobId,
  name: z.string(),
  page: z.int(),
  readAt: z.string(),
  /** What stands around the first of the words, and where they are in it: [start, end) in UTF-16 units. */
  text: z.string(),
  marks: z.array(mark),
})
export type Hit = z.infer<typeof hit>

/** `best` by rank; `newest` where the words are on very many pages. */
export const searchAnswer = z.object({ hits: z.array(hit), order: z.enum(['best', 'newest']) })
export type SearchAnswer = z.infer<typeof searchAnswer>

export const facets = z.object({
  kinds: z.array(z.string()),
  engines: z.array(z.string()),
  languages: z.array(z.string()),
  tags: z.array(z.string()),
})
export type Facets = z.infer<typeof facets>

export const storage = z.object({
  jobs: z.int(),
  pages: z.int(),
  databaseBytes: z.int(),
  sourcesBytes: z.int(),
  previewsBytes: z.int(),
})
export type Storage = z.infer<typeof storage>

export const ENGINE_KINDS = ['ppocr', 'auto', 'vision', 'vlm', 'nets', 'tesseract', 'cluster', 'remote'] as const
/** Where a service's key is kept. */
export const KEY_PLACES = ['environment', 'keychain', 'file'] as const
export type KeyPlace = (typeof KEY_PLACES)[number]

/**
 * Of a process: stopped, starting, ready, waiting (to be started again), broken (too many ends in a row). Of a service: ready,
 * needs_key, needs_consent, key_refused, unreachable, busy, spent. Of the vision model also needs_model, only_mac; of engines
 * for other scripts needs_languages. Of the cluster needs_redis, unreachable, key_refused, no_workers, other_version, busy (its Redis is full).
 */
export const ENGINE_STATES = [
  'stopped',
  'starting',
  'ready',
  'waiting',
  'broken',
  'needs_key',
  'needs_consent',
  'key_refused',
  'unreachable',
  'busy',
  'spent',
  'needs_model',
  'only_mac',
  'needs_languages',
  'needs_redis',
  'no_workers',
  'other_version',
] as const
export type EngineState = (typeof ENGINE_STATES)[number]

export const engineView = z.object({
  id: z.string(),
  kind: z.enum(ENGINE_KINDS),
  /** As the user calls a service; null: the window has its own word. */
  name: z.string().nullable(),
  /** The host that pages are sent to; null: they stay on this machine. */
  host: z.string().nullable(),
  /** The model that a service is asked for. */
  model: z.string().nullable(),
  /** Where a service's key is; null: it has none. */
  key: z.enum(KEY_PLACES).nullable(),
  /** In the service's currency; null where nothing costs. */
  spentThisMonth: z.number().nullable(),
  state: z.enum(ENGINE_STATES),
  message: z.string().nullable(),
  restarts: z.int(),
  status: z
    .object({
      model: z.string(),
      device: z.string(),
      version: z.string(),
      python: z.string(),
      pagesRead: z.int(),
      uptimeMs: z.number(),
      rssBytes: z.number(),
      peakRssBytes: z.number(),
    })
    .nullable(),
  /** Of the message, where there is one. */
  code: z.string().optional(),
  /** Of the cluster: who reads; absent while that is not known. */
  workers: z.array(clusterWorker).optional(),
})
export type EngineView = z.infer<typeof engineView>

export const SPEEDS = ['fast', 'medium', 'slow'] as const
/** Whole pages; blocks, tables and formulas one by one; questions about a page; a language. */
export const GOOD_AT = ['pages', 'blocks', 'questions', 'language'] as const

/** What an engine reads with that is there, or can be had: a vision model, a language's data. */
export const modelView = z.object({
  id: z.string(),
  engine: z.enum(['vlm', 'nets', 'tesseract']),
  name: z.string(),
  repo: z.string(),
  licence: z.string().nullable(),
  bytes: z.number(),
  /** Of memory while it works, about. */
  memoryBytes: z.number(),
  /** How fast it writes beside the others, by the weights that each token reads; null where that is not known. */
  speed: z.enum(SPEEDS).nullable(),
  /** What it is best at; null where that is not known. */
  goodAt: z.enum(GOOD_AT).nullable(),
  /** Whether it answers questions about a page; null where that is not known. */
  answers: z.boolean().nullable(),
  /** Its hash is known here; else what comes is recorded. */
  isPinned: z.boolean(),
  state: z.enum(['absent', 'fetching', 'paused', 'there']),
  /** While it is fetched. */
  doneBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  /** Why it could not be fetched. */
  message: z.string().nullable(),
  chosen: z.boolean(),
})
export type ModelView = z.infer<typeof modelView>

/** Where the local API is, or why it is not there though it is wanted. */
export const apiView = z.object({ address: z.string().nullable(), message: z.string().nullable() })
export type ApiView = z.infer<typeof apiView>

const settings = settingsSchema
const exportFormat = z.enum(EXPORT_FORMATS)
export const exportFormats = z.array(exportFormat).min(1)
/** Only these pages, as people write them: `1-3,7`; null: all. */
const pageRanges = z.string().nullable().optional()
/** Of a PDF: text over a signed one, although the signature then no longer covers all of it; PDF/A-2u. */
const pdfOptions = z.object({ evenIfSigned: z.boolean().default(false), archival: z.boolean().default(false) })

/** Every command: what it takes and what it gives. Times are ISO 8601 in UTC, durations milliseconds. */
export const commands = {
  'jobs.add': {
    /** Files added with one `batchId` are one batch; without it a new one is begun. Folders are walked. */
    input: z.object({ paths: z.array(z.string().min(1)), options: jobOptions, batchId: z.string().optional() }),
    output: additions,
  },
  'jobs.list': { input: nothing, output: z.array(jobView) },
  /** A stretch of a job's pages, in its order: a long document's are asked for bit by bit. */
  'jobs.pages': {
    input: z.object({ jobId, offset: z.int().nonnegative(), limit: z.int().min(1).max(50) }),
    output: z.array(pageView),
  },
  'jobs.outline': { input: z.object({ jobId }), output: z.array(pageOutline) },
  /** What the fast engine has read of pages that another engine is still to read: all that there is of them yet. */
  'jobs.firsts': { input: z.object({ jobId }), output: z.array(pageResult) },
  'jobs.pause': { input: ids, output: z.null() },
  'jobs.resume': { input: ids, output: z.null() },
  'jobs.cancel': { input: ids, output: z.null() },
  'jobs.retry': { input: ids.extend({ pages: z.array(z.int()).optional() }), output: z.null() },
  /** A page that waits goes before all others. */
  'jobs.readFirst': { input: z.object({ jobId, page: z.int().positive() }), output: z.null() },
  'jobs.setPriority': { input: ids.extend({ priority: z.int().min(-10).max(10) }), output: z.null() },
  /** Puts a job before another of the queue, whose priority it takes on; null: last. */
  'jobs.move': { input: z.object({ jobId, before: jobId.nullable() }), output: z.null() },
  /** Takes ended jobs out of the queue's list; they stay in the history. */
  'jobs.unlist': { input: ids, output: z.null() },
  /** Reads the same document with other options; both results are kept. */
  'jobs.readAgain': { input: z.object({ jobId, options: jobOptions }), output: jobView },
  'jobs.givePassword': { input: z.object({ jobId, password: z.string() }), output: z.null() },
  'pages.get': { input: z.object({ jobId, pages: z.array(z.int()).max(50) }), output: z.array(pageView) },
  /** Puts blocks of a page right, all or none; a null text takes an edit back. `checked`: words in doubt that this settles. */
  'pages.edit': {
    input: z.object({
      jobId,
      page: z.int(),
      edits: z.array(
        z.object({
          blockId: z.string(),
          text: z.string().nullable(),
          grid: tableGridShape.optional(),
          type: z.enum(BLOCK_TYPES).optional(),
          level: z.int().min(1).max(6).optional(),
          at: z.number().optional(),
          /** When the edit was made that this one is to replace, null: none; absent: whatever is there. */
          since: z.string().nullable().optional(),
        }),
      ),
      checked: z.array(z.string()).default([]),
    }),
    output: z.array(edit),
  },
  /** Words in doubt that were looked at and are right; false: that are to be looked at again. */
  'pages.check': {
    input: z.object({ jobId, page: z.int(), words: z.array(z.string()), checked: z.boolean() }),
    output: z.null(),
  },
  /** Pages of one job that have the words, in page order, and how often. */
  'pages.find': {
    input: z.object({ jobId, words: z.string() }),
    output: z.array(z.object({ page: z.int(), count: z.int() })),
  },
  /**
   * Asks an engine about a page; resolves with the whole answer, which is kept. `id` is the asker's: what is answered so far
   * is told by it, and it stops the answer.
   */
  'pages.ask': {
    input: z.object({
      id: z.string().min(8).max(64),
      jobId,
      page: z.int(),
      engine: z.string(),
      asked: z.enum(ASKED),
      question: z.string().trim().max(10_000).default(''),
    }),
    output: pageAnswer,
  },
  'pages.stopAsking': { input: z.object({ id: z.string() }), output: z.null() },
  /** All that were given about a job's pages, the latest first. */
  'pages.answers': { input: z.object({ jobId }), output: z.array(pageAnswer) },
  'pages.removeAnswer': { input: z.object({ id: z.string() }), output: z.null() },
  /** Puts one back that was removed. */
  'pages.restoreAnswer': { input: z.object({ answer: pageAnswer }), output: z.null() },
  'history.list': { input: historyQuery, output: z.object({ jobs: z.array(jobView), total: z.int() }) },
  'history.search': { input: searchQuery, output: searchAnswer },
  'history.job': { input: z.object({ jobId }), output: jobView },
  /** All readings of the job's document, the newest first. */
  'history.readings': { input: z.object({ jobId }), output: z.array(jobView) },
  'history.facets': { input: nothing, output: facets },
  'history.setTags': {
    input: ids.extend({ add: z.array(tag).default([]), remove: z.array(tag).default([]) }),
    output: z.null(),
  },
  'history.setFavourite': { input: ids.extend({ favourite: z.boolean() }), output: z.null() },
  /** Puts jobs into the Trash, where they stay for the days that the settings say. */
  'history.trash': { input: ids, output: z.null() },
  'history.restore': { input: ids, output: z.null() },
  /** What is in the Trash, the latest first. */
  'history.trashed': {
    input: z.object({ limit: z.int().min(1).max(1000).default(500) }),
    output: z.object({
      jobs: z.array(z.object({ id: z.string(), name: z.string(), pages: z.int(), deletedAt: z.string() })),
      total: z.int(),
    }),
  },
  'history.emptyTrash': { input: nothing, output: z.object({ removed: z.int() }) },
  /** How many jobs are deleted when private mode ends. */
  'history.private': { input: nothing, output: z.object({ jobs: z.int() }) },
  /** Deletes for good, at once. */
  'history.remove': { input: ids, output: z.object({ removed: z.int() }) },
  'history.storage': { input: nothing, output: storage },
  'history.cleanUp': {
    input: z.object({ previews: z.boolean(), sources: z.boolean(), endedBeforeDay: z.iso.date().nullable() }),
    output: z.object({ freedBytes: z.int(), removedJobs: z.int() }),
  },
  /**
   * Writes a file of each format for each job into a folder (null: beside each original), next to what is there already,
   * called by the rule of the settings.
   */
  'history.export': {
    input: ids.extend({ formats: exportFormats, folder: z.string().nullable(), pages: pageRanges }),
    output: z.object({ files: z.array(z.string()) }),
  },
  /** Writes one file and what goes with it (Markdown's pictures), whole or not at all, over what is there. */
  'jobs.exportTo': {
    input: pdfOptions.extend({ jobId, format: exportFormat, path: z.string(), pages: pageRanges }),
    output: z.object({ files: z.array(z.string()) }),
  },
  'settings.set': {
    input: z.object({ patch: z.custom<SettingsPatch>((value) => typeof value === 'object' && value !== null) }),
    output: settings,
  },
  /** The local API's token; the old one is no longer good. */
  'api.newToken': { input: nothing, output: z.object({ token: z.string() }) },
  'engines.list': { input: nothing, output: z.array(engineView) },
  /** How services are set up; without their keys. */
  'engines.services': { input: nothing, output: z.array(service) },
  /** Sets a service up, or changes it. Which host it may send to is said by `engines.allow` alone. */
  'engines.save': { input: z.object({ service: service.omit({ allowedHost: true }) }), output: z.array(engineView) },
  /** Takes a service away with its key. Refused while documents wait for it. */
  'engines.remove': { input: z.object({ engine: z.string() }), output: z.array(engineView) },
  /** Pages may be sent to this host, which must be the service's; null: to none any more. */
  'engines.allow': {
    input: z.object({ engine: z.string(), host: z.string().nullable() }),
    output: z.array(engineView),
  },
  /** Write-only: no command gives a key back. Null takes it away. */
  'engines.setKey': {
    input: z.object({ engine: z.string(), key: z.string().nullable() }),
    output: z.array(engineView),
  },
  /**
   * Asks a service for its models: whether it is there and takes the key. Costs nothing. `service`: one that is not saved
   * yet, on this machine only.
   */
  'engines.check': {
    input: z.object({
      engine: z.string(),
      service: service.pick({ address: true, shape: true, name: true }).optional(),
    }),
    output: z.object({ models: z.array(z.string()) }),
  },
  /** Names the cluster's Redis, to which pages are then sent; empty: none. Another address gets no password of the old one. */
  'cluster.set': { input: clusterSettings, output: z.array(engineView) },
  /** Looks for the cluster's workers from now on; what is found comes as its `engineView`. */
  'cluster.watch': { input: nothing, output: z.null() },
  'monitor.look': { input: nothing, output: monitorView },
  /** The last day, a sample a minute, oldest first. */
  'monitor.history': { input: nothing, output: z.array(sample) },
  'models.list': { input: nothing, output: z.array(modelView) },
  /** Fetches one of the list, or `owner/name` of the hub, and chooses it where none was; resolves when it is there. */
  'models.get': { input: z.object({ model: z.string() }), output: z.object({ id: z.string() }) },
  'models.pause': { input: z.object({ model: z.string() }), output: z.null() },
  'models.remove': { input: z.object({ model: z.string() }), output: z.null() },
  /** Files of it that are not what was fetched. */
  'models.check': { input: z.object({ model: z.string() }), output: z.object({ damaged: z.array(z.string()) }) },
  /** One that is there; null: none. */
  'models.choose': { input: z.object({ model: z.string().nullable() }), output: z.null() },
  /** A model in a folder of this machine. */
  'models.useFolder': { input: z.object({ folder: z.string() }), output: z.null() },
  'engine.restart': { input: z.object({ engine: z.string() }), output: z.null() },
  /** What its process last said. */
  'engine.log': { input: z.object({ engine: z.string() }), output: z.array(z.string()) },
  /** What helps to find a fault, without a word of what was read. */
  'app.diagnostics': { input: nothing, output: z.string() },
  /** Reads the document that comes with Inkleaf. */
  'app.addSample': { input: nothing, output: additions },
  /** Watches a folder; `results` null: they go into the folder Inkleaf in it. */
  'watch.set': { input: z.object({ folder: absolutePath, results: absolutePath.nullable() }), output: settings },
} as const

/** Who asks: the user's own commands in a terminal, or a window, whose page may not be what it was. */
export type Caller = 'command' | 'window'

/** What takes paths of this machine is not for windows: they add what the user dropped, chose or uploaded. */
const NOT_FOR_WINDOWS: ReadonlySet<string> = new Set([
  'jobs.add',
  'history.export',
  'jobs.exportTo',
  'models.useFolder',
  'watch.set',
])

export function mayCall(caller: Caller, command: string): boolean {
  return caller === 'command' || !NOT_FOR_WINDOWS.has(command)
}

export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>

/** The core's side of every command. */
export type Handlers = {
  [N in CommandName]: (input: z.output<Commands[N]['input']>) => Promise<CommandOutput<N>>
}

/** What happens, in the order in which it happens. Only `delta`, `first` and `answerDelta` are never stored. */
export const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: jobView }),
  z.object({ type: z.literal('page'), jobId: z.string(), page: pageView }),
  z.object({
    type: z.literal('delta'),
    jobId: z.string(),
    page: z.int(),
    attemptId: z.int(),
    /** Counts up within an attempt, so that a reader can tell a gap or a new attempt. */
    sequence: z.int(),
    text: z.string(),
  }),
  /** What the fast engine has read of a page that another reads after it; that reading takes its place. Never stored. */
  z.object({ type: z.literal('first'), jobId: z.string(), page: z.int(), result: pageResult }),
  /** More of the answer to a question about a page. */
  z.object({ type: z.literal('answerDelta'), id: z.string(), text: z.string() }),
  z.object({ type: z.literal('removed'), jobIds: z.array(z.string()) }),
  /** Trouble of a whole engine, or of the history. */
  z.object({ type: z.literal('engine'), engine: z.string(), state: z.string(), message: z.string().nullable() }),
  /** How many pages may be at work, and why no more. */
  z.object({ type: z.literal('pace'), pace }),
  z.object({ type: z.literal('engineView'), engine: engineView }),
  /** Some came or went, or were set up otherwise. */
  z.object({ type: z.literal('engines'), engines: z.array(engineView) }),
  z.object({ type: z.literal('models'), models: z.array(modelView) }),
  z.object({ type: z.literal('apiView'), api: apiView }),
  z.object({ type: z.literal('settings'), settings }),
  /** What keeps the watched folder from working; null: nothing any more. */
  z.object({ type: z.literal('watch'), trouble: failure.nullable() }),
])
export type CoreEvent = z.infer<typeof event>

/** What a window that has just been loaded starts from. Events from then on make it whole, with no gap. */
export const snapshot = z.object({
  jobs: z.array(jobView),
  settings,
  /** In the order in which they are offered. */
  engines: z.array(engineView),
  models: z.array(modelView),
  pace,
  api: apiView,
  info: z.object({
    version: z.string(),
    platform: z.string(),
    putAside: z.string().nullable(),
    /** The app that people install, not its sources. */
    packaged: z.boolean(),
  }),
  watch: failure.nullable(),
})
export type Snapshot = z.infer<typeof snapshot>

/** What a window is sent: the snapshot first, then batches of events. */
export const feedMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), snapshot }),
  z.object({ type: z.literal('events'), events: z.array(event) }),
])
export type FeedMessage = z.infer<typeof feedMessage>

/** The answer to a command as it goes over a wire. */
export const wireAnswer = z.union([z.object({ result: z.unknown() }), z.object({ error: failure })])
export type WireAnswer = z.infer<typeof wireAnswer>
