import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { takeOwnership } from './owner-lock.ts'

const module = pathToFileURL(join(import.meta.dirname, 'owner-lock.ts')).href
const file = join(temporaryFolder(), 'owner.lock')

it('only one process owns a data folder, and a killed owner leaves no lock behind', async () => {
  const script = `import(${JSON.stringify(module)}).then(({ takeOwnership }) => {
    globalThis.kept = takeOwnership(${JSON.stringify(file)})
    console.log(globalThis.kept ? 'mine' : 'taken')
    setInterval(() => {}, 1000)
  })`
  const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await new Promise<Buffer>((resolve) => other.stdout.once('data', resolve))).toString().split('\n')
  expect(said).toBe('mine')
  expect(takeOwnership(file)).toBeNull()
  const gone = new Promise((resolve) => other.once('exit', resolve))
  other.kill('SIGKILL')
  await gone
  const own = takeOwnership(file)
  expect(own).not.toBeNull()
  const third = execFileSync(process.execPath, [
    '-e',
    `import(${JSON.stringify(module)}).then((m) => console.log(m.takeOwnership(${JSON.stringify(file)}) === null))`,
  ])
  expect(third.toString().trim()).toBe('true')
  own?.release()
})
