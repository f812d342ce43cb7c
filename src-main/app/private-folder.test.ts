import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { newPrivateFolder, privateFolder, sweepPrivateFolder } from './private-folder.ts'

let temporary = ''
beforeEach(() => {
  temporary = mkdtempSync('/tmp/ink-')
  vi.stubEnv('TMPDIR', temporary)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(temporary, { recursive: true, force: true })
  })
})

it('nobody else may look into it', () => {
  expect(statSync(privateFolder()).mode & 0o777).toBe(0o700)
})

it('a link that lies in its place is not followed', () => {
  const elsewhere = join(temporary, 'elsewhere')
  mkdirSync(elsewhere)
  symlinkSync(elsewhere, join(temporary, `inkleaf-${userInfo().uid}`))
  expect(() => privateFolder()).toThrow(/not a folder of yours/)
})

it('what ended processes left is swept, what is in use stays', () => {
  const own = newPrivateFolder('s')
  const { pid } = spawnSync('true')
  const left = join(privateFolder(), `s-${pid}-abc`)
  mkdirSync(left)
  sweepPrivateFolder()
  expect([existsSync(own), existsSync(left)]).toEqual([true, false])
  expect(readdirSync(privateFolder())).toHaveLength(1)
})
