/** Where everything is. Nothing else knows the layout of a source tree, a packaged app or a test. */
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import envPaths from 'env-paths'
import { InkleafError } from '../errors.ts'
import { isPackaged, projectFolder } from '../packaged.ts'
import { privateFolder } from './private-folder.ts'

export interface Runtime {
  /** Settings, history, sources, logs: everything of the user's. */
  readonly dataFolder: string
  readonly databaseFile: string
  readonly settingsFile: string
  /** Vision models that were fetched. */
  readonly vlmFolder: string
  /** Tesseract's data of the user's own. */
  readonly tessdataFolder: string
  readonly netsFolder: string
  /** Services' keys. */
  readonly keysFile: string
  /** Browsers that were let in. */
  readonly sessionsFile: string
  readonly sourcesFolder: string
  readonly logsFolder: string
  /** Pictures of pages for windows. */
  readonly previewsFolder: string
  /** Files on their way in. */
  readonly uploadsFolder: string
  /** The built window. */
  readonly windowFolder: string
  /** Locked by the process that owns the data folder. */
  readonly ownerFile: string
  /** The owner's control socket, in a short private folder: macOS allows about 104 bytes of path. */
  readonly controlSocket: string
  readonly python: string
  readonly modelsFolder: string
  /** The `inkleaf` command of a packaged app, to be linked to; null where this is no packaged app. */
  readonly launcher: string | null
  /** A packaged app's Automator workflow for Finder. */
  readonly quickAction: string | null
  /** A document to try Inkleaf with. */
  readonly sampleFile: string
  /** pdf.js: its folder of CMaps, fonts and decoders. */
  readonly pdfjsFolder: string
  /** Worker threads' entry files. */
  readonly workers: { readonly pdf: URL; readonly history: URL; readonly maintenance: URL }
}

const isBuilt = import.meta.filename.endsWith('.js')
/** In a packaged app Python and the models lie beside the archive (on Linux: the folder) that this file is in. */
const resources = isPackaged ? resolve(projectFolder, '..') : null
/** What Electron keeps beside the archive: what worker threads load, and compiled code. */
const unpackedFolder = projectFolder.replace(/app\.asar$/, 'app.asar.unpacked')

/** How Python is started: with nothing of the user's own packages and variables, writing no bytecode, saying things at once. */
export const PYTHON_FLAGS = ['-I', '-B', '-u']

interface Environment {
  /** Names the data folder; default: the platform's application-support folder. */
  INKLEAF_HOME?: string | undefined
  /** Another Python than the set-up's, for tests that start a broken one. */
  INKLEAF_PYTHON?: string | undefined
}

/** Makes no folder: see `makeFolders`. */
export function resolveRuntime(environment: Environment = process.env): Runtime {
  const home = environment.INKLEAF_HOME
  const dataFolder = home ? resolve(home) : envPaths('Inkleaf', { suffix: '' }).data
  const installed = resources ?? join(projectFolder, '.inkleaf')
  const key = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  return {
    dataFolder,
    databaseFile: join(dataFolder, 'history.db'),
    settingsFile: join(dataFolder, 'settings.json'),
    vlmFolder: join(dataFolder, 'models'),
    tessdataFolder: join(dataFolder, 'tessdata'),
    netsFolder: join(dataFolder, 'nets'),
    keysFile: join(dataFolder, 'keys.json'),
    sessionsFile: join(dataFolder, 'sessions.json'),
    sourcesFolder: join(dataFolder, 'sources'),
    logsFolder: join(dataFolder, 'logs'),
    previewsFolder: join(dataFolder, 'previews'),
    uploadsFolder: join(dataFolder, 'uploads'),
    windowFolder: join(projectFolder, 'out', 'renderer'),
    ownerFile: join(dataFolder, 'owner.lock'),
    controlSocket: join(privateFolder(), `${key}.sock`),
    python: environment.INKLEAF_PYTHON ?? join(installed, 'python', 'bin', resources ? 'python3' : 'python'),
    modelsFolder: join(installed, 'models'),
    pdfjsFolder: join(unpackedFolder, 'node_modules', 'pdfjs-dist'),
    launcher: resources && join(resources, 'bin', 'inkleaf'),
    quickAction: resources && join(resources, 'Recognize Text with Inkleaf.workflow'),
    sampleFile: resources ? join(resources, 'sample.pdf') : join(projectFolder, 'test', 'fixtures', 'sample.pdf'),
    workers: {
      pdf: worker('documents', 'pdf-worker'),
      history: worker('history', 'reader-worker'),
      maintenance: worker('history', 'maintenance-worker'),
    },
  }
}

function worker(room: string, name: string): URL {
  const path = isBuilt
    ? join(unpackedFolder, 'out', 'main', `${name}.js`)
    : join(import.meta.dirname, '..', room, `${name}.ts`)
  return pathToFileURL(path)
}

/** Makes the data folder and those in it; 0700, since they hold everything the user ever read. */
export function makeFolders(runtime: Runtime): void {
  const { dataFolder, sourcesFolder, logsFolder } = runtime
  try {
    makeFolder(dataFolder)
    for (const folder of [sourcesFolder, logsFolder]) {
      makeFolder(folder)
      // Those that were there from before, too. The data folder itself may be one that the user shares.
      chmodSync(folder, 0o700)
    }
    accessSync(dataFolder, constants.W_OK)
  } catch (cause) {
    throw new InkleafError(
      'data_folder',
      'resource',
      `The data folder ${dataFolder} can't be made or written to. Choose another with INKLEAF_HOME.`,
      { cause },
    )
  }
}

/** Step by step: where the file system makes no folders (/proc), Node's own recursive form never comes back. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  mkdirSync(folder, { mode: 0o700 })
}
