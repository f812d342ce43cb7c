/** Temporary folders that a test file cleans up after itself. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'

export const fixtures = resolve(import.meta.dirname, '../fixtures')
export const fixture = (name: string) => join(fixtures, name)

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
