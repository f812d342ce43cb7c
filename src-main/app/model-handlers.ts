/** Vision models: fetched, chosen, checked, removed. */
import { resolve } from 'node:path'
import type { Handlers } from '../../src-preload/contract.ts'
import { InkleafError } from '../errors.ts'
import type { HandlerParts } from './handlers.ts'

type ModelCommand = Extract<keyof Handlers, `models.${string}`>

export function modelHandlers({ models, settings, changeSettings }: HandlerParts): Pick<Handlers, ModelCommand> {
  const choose = async (model: string | null) => {
    await changeSettings(({ vlm }) => ({ vlm: { ...vlm, model } }))
    return null
  }
  return {
    'models.list': async () => models.list(),
    'models.get': async ({ model }) => {
      const id = await models.get(model)
      if (models.chosen() === null) await choose(id)
      return { id }
    },
    'models.pause': async ({ model }) => {
      models.pause(model)
      return null
    },
    'models.remove': async ({ model }) => {
      await models.remove(model)
      if (settings.vlm.model === model) await choose(null)
      return null
    },
    'models.check': async ({ model }) => ({ damaged: await models.check(model) }),
    'models.choose': async ({ model }) => {
      const isThere = models.list().some(({ id, state }) => id === model && state === 'there')
      if (model === null || isThere) return choose(model)
      throw new InkleafError('no_such_model_here', 'input', `The model ${model} is not there.`)
    },
    'models.useFolder': ({ folder }) => choose(resolve(folder)),
  }
}
