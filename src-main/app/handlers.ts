/** The core's side of every command of the contract. */
import type { Handlers } from '../../src-preload/contract.ts'
import { jobOptions } from '../../src-preload/model.ts'
import type { Settings, SettingsPatch } from '../../src-preload/settings.ts'
import type { Engines } from '../engines/registry.ts'
import type { Questions } from '../jobs/questions.ts'
import type { Trash } from '../jobs/trash.ts'
import type { Languages } from '../models/languages.ts'
import type { Models } from '../models/models.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { KeyStore } from '../settings/keys.ts'
import { diagnostics, logTail } from './diagnostics.ts'
import { engineHandlers } from './engine-handlers.ts'
import { exportMany } from './export-many.ts'
import type { Exporter } from './exporter.ts'
import { modelHandlers } from './model-handlers.ts'
import { secret } from './secret.ts'
import { cleanUp, measureStorage, type StorageParts } from './storage.ts'
import { checkWatch } from './watched-folder.ts'

/** A function is asked when it is its turn, so that it changes what is there then. */
export type SettingsChange = SettingsPatch | ((current: Settings) => SettingsPatch)

const DAY_MS = 86_400_000

export interface HandlerParts extends StorageParts {
  engines: Engines
  keys: KeyStore
  models: Models
  languages: Languages
  settings: Settings
  trash: Trash
  questions: Questions
  monitor: Monitor
  exporter: Exporter
  version: string
  changeSettings(change: SettingsChange): Promise<Settings>
  /** The cluster's Redis has another password. */
  forgetRedis(): Promise<void>
  /** Something about the engines is another now. */
  tellEngines(): void
}

export function makeHandlers(parts: HandlerParts): Handlers {
  const { queue, history, engines, trash, runtime, store, questions } = parts
  const done = (_nothing: undefined): null => null
  return {
    'jobs.add': ({ batchId, ...rest }) => queue.add(batchId === undefined ? rest : { ...rest, batchId }),
    'jobs.list': async () => store.listed(0),
    'jobs.pages': ({ jobId, offset, limit }) => history.stretch(jobId, offset, limit),
    'jobs.outline': ({ jobId }) => history.outline(jobId),
    'jobs.firsts': async ({ jobId }) => queue.firsts(jobId),
    'jobs.pause': async ({ jobIds }) => done(void queue.pause(jobIds)),
    'jobs.resume': async ({ jobIds }) => done(void queue.resume(jobIds)),
    'jobs.cancel': async ({ jobIds }) => done(void queue.cancel(jobIds)),
    'jobs.retry': async ({ jobIds, pages }) => done(void queue.retry(jobIds, pages ?? null)),
    'jobs.readFirst': async ({ jobId, page }) => done(void queue.readFirst(jobId, page)),
    'jobs.setPriority': async ({ jobIds, priority }) => done(void queue.setPriority(jobIds, priority)),
    'jobs.move': async ({ jobId, before }) => done(void queue.move(jobId, before)),
    'jobs.unlist': async ({ jobIds }) => done(void queue.unlist(jobIds)),
    'jobs.readAgain': async ({ jobId, options }) => queue.readAgain(jobId, options),
    'jobs.givePassword': async ({ jobId, password }) => done(void queue.givePassword(jobId, password)),
    'pages.get': ({ jobId, pages }) => history.somePages(jobId, pages),
    'pages.edit': async ({ jobId, page, edits, checked }) => queue.edit(jobId, page, edits, checked),
    'pages.check': async ({ jobId, page, words, checked }) => done(void queue.check(jobId, page, words, checked)),
    'pages.find': ({ jobId, words }) => history.find(jobId, words),
    'pages.ask': (asked) => questions.ask(asked),
    'pages.stopAsking': async ({ id }) => done(void questions.stop(id)),
    'pages.answers': async ({ jobId }) => store.answers(jobId),
    'pages.removeAnswer': async ({ id }) => done(void store.removeAnswer(id)),
    'pages.restoreAnswer': async ({ answer }) => done(void store.keepAnswer(answer)),
    'history.list': async (query) => ({ jobs: await history.list(query), total: await history.count(query) }),
    'history.search': (query) => history.search(query),
    'history.job': ({ jobId }) => history.job(jobId),
    'history.readings': ({ jobId }) => history.readings(jobId),
    'history.facets': () => history.facets(),
    'history.setTags': async ({ jobIds, add, remove }) => done(void queue.setTags(jobIds, add, remove)),
    'history.setFavourite': async ({ jobIds, favourite }) => done(void queue.setFavourite(jobIds, favourite)),
    'history.trash': async ({ jobIds }) => done(void trash.throwAway(jobIds)),
    'history.restore': async ({ jobIds }) => done(void trash.restore(jobIds)),
    'history.trashed': ({ limit }) => history.trashed(limit),
    'history.emptyTrash': async () => ({ removed: await trash.empty() }),
    'history.private': async () => ({ jobs: store.privateJobs().length }),
    'history.remove': async ({ jobIds }) => ({ removed: await queue.remove(jobIds) }),
    'history.storage': () => measureStorage(parts),
    'history.cleanUp': (wanted) => cleanUp(parts, wanted),
    'history.export': async ({ jobIds, formats, folder, pages }) => {
      const jobs = await Promise.all(jobIds.map((id) => history.job(id)))
      return { files: await exportMany(parts, jobs, formats, folder, pages ?? null) }
    },
    'jobs.exportTo': async ({ jobId, format, path, ...options }) => {
      return { files: await parts.exporter.write(await history.job(jobId), format, path, options) }
    },
    // Services, the cluster and the vision model have commands of their own; so has what names a folder of this machine.
    'settings.set': ({ patch: { services: _, cluster: __, vlm, watch, ...patch } }) =>
      parts.changeSettings((current) => ({
        ...patch,
        ...(vlm ? { vlm: { ...vlm, model: current.vlm.model } } : {}),
        ...(watch ? { watch: { ...watch, ...withoutPaths(watch, current.watch) } } : {}),
      })),
    'watch.set': async ({ folder, results }) => {
      await checkWatch(folder, results)
      return parts.changeSettings({ watch: { folder, results } })
    },
    'api.newToken': async () => {
      const { api } = await parts.changeSettings({ api: { token: secret() } })
      return { token: api.token }
    },
    'monitor.look': () => parts.monitor.view(),
    'monitor.history': async () => store.samples(Date.now() - DAY_MS),
    ...engineHandlers(parts),
    ...modelHandlers(parts),
    'engine.restart': async ({ engine }) => done(void (await engines.processOf(engine).restart())),
    'engine.log': async ({ engine }) => logTail(runtime, engines.processOf(engine).logFile),
    'app.addSample': () =>
      queue.add({ paths: [runtime.sampleFile], options: jobOptions.parse(parts.settings.reading) }),
    'app.diagnostics': () => diagnostics({ ...parts, engines: engines.views() }),
  }
}

/** A window may end a watch, or send its results to the default again; it names no folder of this machine. */
function withoutPaths(wanted: Partial<Settings['watch']>, current: Settings['watch']) {
  return {
    folder: wanted.folder === null ? null : current.folder,
    results: wanted.results === null ? null : current.results,
  }
}
