/** Fetches a model in a process of its own, to be killed: `get-model.ts FOLDER HUB REPO`. Says how far it has come. */
import { Models } from '../../../src-main/models/models.ts'

const [folder = '', hub = '', repo = ''] = process.argv.slice(2)
const models = new Models({ folder, hub: () => hub, chosen: () => null })
models.on('changed', () => {
  const own = models.list().find(({ state }) => state === 'fetching')
  if (own?.doneBytes) process.stdout.write(`${own.doneBytes}\n`)
})
await models.get(repo)
process.stdout.write('whole\n')
