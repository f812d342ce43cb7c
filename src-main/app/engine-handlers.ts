/** Services: set up, given a key, allowed, taken away. */
import type { Handlers } from '../../src-preload/contract.ts'
import { hostOf, type Service } from '../../src-preload/services.ts'
import { CLUSTER_ENGINE, DEFAULT_ENGINE } from '../engines/registry.ts'
import { modelsHere } from '../engines/remote/clients.ts'
import { InkleafError } from '../errors.ts'
import type { HandlerParts } from './handlers.ts'

type EngineCommand = Extract<keyof Handlers, `engines.${string}` | `cluster.${string}`>

/** A service that doesn't say what it has in this time is as good as gone, ms. */
const CHECK_MS = 15_000

export function engineHandlers(parts: HandlerParts): Pick<Handlers, EngineCommand> {
  const { engines, keys, settings, changeSettings, store } = parts
  const serviceOf = (id: string): Service => engines.service(id).service
  const replace = async (id: string, change: (service: Service) => Service) => {
    await changeSettings((now) => ({ services: now.services.map((one) => (one.id === id ? change(one) : one)) }))
    return engines.views()
  }
  return {
    'engines.list': async () => engines.views(),
    'engines.services': async () => settings.services,
    'engines.save': async ({ service }) => {
      checkLimits(service)
      const known = settings.services.find(({ id }) => id === service.id)
      // Another address is another service: it gets neither the key nor the pages of the old one.
      const isMoved = known !== undefined && new URL(known.address).origin !== new URL(service.address).origin
      if (isMoved) keys.set(service.id, null)
      if (known) return replace(service.id, (one) => ({ ...service, allowedHost: isMoved ? null : one.allowedHost }))
      await changeSettings((now) => ({ services: [...now.services, { ...service, allowedHost: null }] }))
      return engines.views()
    },
    'engines.remove': async ({ engine }) => {
      serviceOf(engine)
      const waiting = store.unfinishedByEngine().filter((job) => job.engine === engine).length
      if (waiting > 0) throw inUse(engine, waiting)
      await changeSettings(({ services, reading, captures }) => ({
        services: services.filter(({ id }) => id !== engine),
        ...(reading.engine === engine ? { reading: { ...reading, engine: DEFAULT_ENGINE } } : {}),
        ...(captures.engine === engine ? { captures: { engine: DEFAULT_ENGINE } } : {}),
      }))
      keys.set(engine, null)
      return engines.views()
    },
    'engines.allow': async ({ engine, host }) => {
      const own = hostOf(serviceOf(engine))
      if (host !== null && host !== own) throw otherHost(engine, host, own)
      return replace(engine, (one) => ({ ...one, allowedHost: host }))
    },
    'engines.setKey': async ({ engine, key }) => {
      if (engine === CLUSTER_ENGINE) {
        keys.setPassword(engine, key || null)
        await parts.forgetRedis()
      } else {
        serviceOf(engine)
        keys.set(engine, key?.trim() || null)
      }
      parts.tellEngines()
      return engines.views()
    },
    'cluster.set': async (cluster) => {
      if (cluster.redis !== settings.cluster.redis) keys.set(CLUSTER_ENGINE, null)
      await changeSettings({ cluster })
      return engines.views()
    },
    'cluster.watch': async () => {
      await engines.watchCluster()
      return null
    },
    'engines.check': async ({ engine, service }) => {
      const signal = AbortSignal.timeout(CHECK_MS)
      if (!service) return { models: await engines.service(engine).models(signal) }
      if (hostOf(service) !== null) throw saveFirst(service)
      return { models: await modelsHere(service, signal) }
    },
  }
}

/** A limit of what nothing is known of would hold nobody back. */
function checkLimits({
  maxCostPerDocument,
  maxCostPerMonth,
  inputPrice,
  outputPrice,
}: Omit<Service, 'allowedHost'>): void {
  if (maxCostPerDocument === null && maxCostPerMonth === null) return
  if (inputPrice !== null && outputPrice !== null) return
  throw new InkleafError(
    'limit_needs_prices',
    'input',
    'A spending limit needs both prices: of a million input tokens and of a million output tokens.',
  )
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
