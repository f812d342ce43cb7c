/** Vision models and languages: fetched, chosen, checked, removed. */
import { resolve } from 'node:path'
import type { Handlers } from '../../src-preload/contract.ts'
import { InkleafError } from '../errors.ts'
import type { HandlerParts } from './handlers.ts'

type ModelCommand = Extract<keyof Handlers, `models.${string}`>

export function modelHandlers({
  models,
  languages,
  settings,
  changeSettings,
}: HandlerParts): Pick<Handlers, ModelCommand> {
  const choose = async (model: string | null) => {
    await changeSettings(({ vlm }) => ({ vlm: { ...vlm, model } }))
    return null
  }
  const keeperOf = (id: string) => (languages.has(id) ? languages : models)
  return {
    'models.list': async () => [...models.list(), ...languages.list()],
    'models.get': async ({ model }) => {
      const id = await keeperOf(model).get(model)
      if (!languages.has(id) && models.chosen() === null) await choose(id)
      return { id }
    },
    'models.pause': async ({ model }) => {
      keeperOf(model).pause(model)
      return null
    },
    'models.remove': async ({ model }) => {
      await keeperOf(model).remove(model)
      if (settings.vlm.model === model) await choose(null)
      return null
    },
    'models.check': async ({ model }) => ({ damaged: await keeperOf(model).check(model) }),
    'models.choose': async ({ model }) => {
      const isThere = models.list().some(({ id, state }) => id === model && state === 'there')
      if (model === null || isThere) return choose(model)
      throw new InkleafError('no_such_model_here', 'input', `The model ${model} is not there.`)
    },
    'models.useFolder': ({ folder }) => choose(resolve(folder)),
  }
}
