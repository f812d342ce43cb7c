/** Services: set up, given a key, allowed, taken away. */
import type { Handlers } from '../../src-preload/contract.ts'
import { hostOf, type Service } from '../../src-preload/services.ts'
import { DEFAULT_ENGINE } from '../engines/registry.ts'
import { modelsHere } from '../engines/remote/clients.ts'
import { InkleafError } from '../errors.ts'
import type { HandlerParts } from './handlers.ts'

type EngineCommand = Extract<keyof Handlers, `engines.${string}`>

/** A service that doesn't say what it has in this time is as good as gone, ms. */
const CHECK_MS = 15_000

export function engineHandlers(parts: HandlerParts): Pick<Handlers, EngineCommand> {
  const { engines, keys, settings, changeSettings, store } = parts
  const serviceOf = (id: string): Service => engines.service(id).service
  const replace = async (id: string, change: Partial<Service>) => {
    const services = settings.services.map((one) => (one.id === id ? { ...one, ...change } : one))
    await changeSettings({ services })
    return engines.views()
  }
  return {
    'engines.list': async () => engines.views(),
    'engines.services': async () => settings.services,
    'engines.save': async ({ service }) => {
      const known = settings.services.find(({ id }) => id === service.id)
      if (known) return replace(service.id, service)
      await changeSettings({ services: [...settings.services, { ...service, allowedHost: null }] })
      return engines.views()
    },
    'engines.remove': async ({ engine }) => {
      serviceOf(engine)
      const waiting = store.unfinishedByEngine().filter((job) => job.engine === engine).length
      if (waiting > 0) throw inUse(engine, waiting)
      const services = settings.services.filter(({ id }) => id !== engine)
      const { reading } = settings
      await changeSettings({
        services,
        ...(reading.engine === engine ? { reading: { ...reading, engine: DEFAULT_ENGINE } } : {}),
      })
      keys.set(engine, null)
      return engines.views()
    },
    'engines.allow': async ({ engine, host }) => {
      const own = hostOf(serviceOf(engine))
      if (host !== null && host !== own) throw otherHost(engine, host, own)
      return replace(engine, { allowedHost: host })
    },
    'engines.setKey': async ({ engine, key }) => {
      serviceOf(engine)
      keys.set(engine, key?.trim() || null)
      parts.tellEngines()
      return engines.views()
    },
    'engines.check': async ({ engine, service }) => {
      const signal = AbortSignal.timeout(CHECK_MS)
      if (!service) return { models: await engines.service(engine).models(signal) }
      if (hostOf(service) !== null) throw saveFirst(service)
      return { models: await modelsHere(service, signal) }
    },
  }
}

function saveFirst({ name }: Pick<Service, 'name'>): InkleafError {
  return new InkleafError('save_first', 'input', `Save ${name} and enter its key first.`)
}

function inUse(engine: string, jobs: number): InkleafError {
  return new InkleafError(
    'engine_in_use',
    'input',
    `${jobs === 1 ? 'A document waits' : `${jobs} documents wait`} for ${engine}. Cancel them first, or let them end.`,
  )
}

function otherHost(engine: string, host: string, own: string | null): InkleafError {
  const where = own === null ? 'keeps its pages on this machine' : `sends its pages to ${own}`
  return new InkleafError('other_host', 'input', `${engine} ${where}, not to ${host}.`)
}
