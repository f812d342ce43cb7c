/** Where the parts of a packaged app are put together, the same for every platform. */
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { installFolder, projectFolder } from '../setup/common.mjs'

export const PLATFORMS = ['macos', 'linux'] as const
export type Platform = (typeof PLATFORMS)[number]

/** The least macOS that MLX's and NumPy's wheels run on. */
export const LEAST_MACOS = '14.0'
export const PYTHON_MINOR = '3.12'
export const VERSION: string = manifest.version
export const PRODUCT = 'Inkleaf'

export interface Places {
  platform: Platform
  /** Everything that is made for this platform. */
  root: string
  /** What goes beside the app: its folders are those of Contents/Resources. */
  resources: string
  /** package.json, out and node_modules: on a Mac it becomes app.asar. */
  app: string
  python: string
  models: string
  licences: string
  /** The command's launcher, and what macOS's Services menu runs. */
  bin: string
}

export function placesFor(platform: Platform): Places {
  const root = join(projectFolder, 'out', 'package', platform)
  const resources = join(root, 'resources')
  return {
    platform,
    root,
    resources,
    app: platform === 'macos' ? join(root, 'app') : join(resources, 'app'),
    python: join(resources, 'python'),
    models: join(resources, 'models'),
    licences: join(resources, 'licences'),
    bin: join(resources, 'bin'),
  }
}

/** The programs that packing needs, and what they make that is worth keeping. */
export const toolsFolder = join(installFolder, 'package')
