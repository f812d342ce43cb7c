/** The files that tests read. */
import { join, resolve } from 'node:path'

export const fixtures = resolve(import.meta.dirname, '../fixtures')
export const fixture = (name: string) => join(fixtures, name)
