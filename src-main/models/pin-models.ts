/** `npm run models:pin [-- HUB]`: writes down which files the catalogue's models have now, to be looked at and committed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsSchema } from '../../src-preload/settings.ts'
import { CATALOGUE } from './catalogue.ts'
import { pinsOf } from './pins.ts'

const hub = process.argv[2] ?? settingsSchema.parse({}).vlm.hub
const pins = await pinsOf(hub, CATALOGUE)
writeFileSync(join(import.meta.dirname, 'pins.json'), `${JSON.stringify(pins, null, 2)}\n`)
for (const [id, { revision, files }] of Object.entries(pins)) console.log(`${id}: ${files.length} files of ${revision}`)
