/** The nets that the set-up fetched, held to their hashes once more on their way into the app. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { modelsFolder } from '../setup/common.mjs'
import { checkModel, MODEL_FILES } from '../setup/models.mjs'
import type { Places } from './places.ts'

export function copyModels(places: Places): void {
  mkdirSync(places.models, { recursive: true })
  for (const { file, sha256 } of MODEL_FILES) {
    copyFileSync(join(modelsFolder, file), join(places.models, file))
    checkModel(join(places.models, file), sha256)
  }
}
