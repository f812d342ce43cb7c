/** Temporary folders that a test file cleans up after itself. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { fixture } from './fixtures.ts'

export { fixture, fixtures } from './fixtures.ts'

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-test-'))
  afterAll(() => {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export function put(folder: string, name: string, content: Buffer | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

let copies = 0

/** A file with the same picture and bytes of its own, so that it is not taken for one that was read before. */
export function freshCopy(name: string, as = name): string {
  const bytes = Buffer.concat([readFileSync(fixture(name)), Buffer.from(`\n%${process.pid} ${++copies}\n`)])
  return put(temporaryFolder(), as, bytes)
}
