/** electron-builder's configuration: the file, and what depends on where and by whom it is built. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { projectFolder } from '../setup/common.mjs'
import type { Places } from './places.ts'

export interface BuildEnvironment {
  /** A certificate (electron-builder's names), or an identity in the keychain. */
  CSC_LINK?: string | undefined
  CSC_NAME?: string | undefined
  /** A key of App Store Connect, with which Apple notarises. */
  APPLE_API_KEY?: string | undefined
  /** Where updates are looked for; without it the app looks for none. */
  INKLEAF_UPDATES?: string | undefined
}

const FILES = ['out/**', 'package.json']

export const configurationFile = join(projectFolder, 'build', 'electron-builder.json')

/** By somebody. */
export const isSigned = ({ CSC_LINK, CSC_NAME }: BuildEnvironment): boolean => Boolean(CSC_LINK || CSC_NAME)

export function configuration(places: Places, environment: BuildEnvironment): Configuration {
  const base = JSON.parse(readFileSync(configurationFile, 'utf8')) as Configuration
  return {
    ...base,
    directories: { ...base.directories, app: places.app },
    extraResources: [{ from: places.resources, to: '.' }],
    // The packages are in the folder already. Otherwise those of the project would be collected, for this machine's system.
    beforeBuild: async () => false,
    files: [...FILES, { from: join(places.app, 'node_modules'), to: 'node_modules', filter: ['**/*'] }],
    mac: {
      ...base.mac,
      // An ad-hoc signature: arm64 runs nothing that has none.
      ...(isSigned(environment) ? {} : { identity: '-' }),
      notarize: isSigned(environment) && Boolean(environment.APPLE_API_KEY),
    },
    publish: environment.INKLEAF_UPDATES ? { provider: 'generic', url: environment.INKLEAF_UPDATES } : null,
  }
}
