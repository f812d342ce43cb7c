/** The Mac's app: electron-builder packs the payload, signs it (for nobody in particular where no identity is there) and makes the image. */
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { projectFolder, SetupError } from '../setup/common.mjs'
import { configuration, isSigned } from './configuration.ts'
import type { Places } from './places.ts'

/** `folderOnly`: the app itself, without an image and an archive. */
export async function packMac(places: Places, { folderOnly }: { folderOnly: boolean }): Promise<string[]> {
  if (process.platform !== 'darwin')
    throw new SetupError(
      'The Mac app is made on a Mac. From here, `npm run dist -- --check --platform macos` checks what goes into it.',
    )
  // Nobody's signature gives nothing away: electron-builder leaves pull requests unsigned, which no Mac would start.
  if (!isSigned(process.env)) process.env['CSC_FOR_PULL_REQUEST'] = 'true'
  return build({
    projectDir: projectFolder,
    config: configuration(places, process.env),
    targets: Platform.MAC.createTarget(folderOnly ? 'dir' : ['dmg', 'zip'], Arch.arm64),
    // A draft of a release is made by its own step.
    publish: 'never',
  })
}

/** Where electron-builder leaves the app itself. */
export const builtApp = join(projectFolder, 'out', 'packages', 'mac-arm64', 'Inkleaf.app')
