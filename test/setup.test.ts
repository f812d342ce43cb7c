/** The set-up in a folder that this user may not write to. Needs Linux and root, which becomes somebody else. */
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const project = resolve(import.meta.dirname, '..')
const NOBODY = 65_534
const canBecome = process.platform === 'linux' && process.getuid?.() === 0

it.runIf(canBecome)('says who has to run it, in one line, and takes nothing away', async () => {
  const folder = mkdtempSync('/tmp/inkleaf-shared-')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, 0o755)
  for (const name of ['build', 'python-sidecar', 'package.json', 'package-lock.json', 'electron.vite.config.ts'])
    cpSync(join(project, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.includes('__pycache__'),
    })
  for (const name of ['tsconfig.json', 'tsconfig.web.json', 'src-main', 'src-preload', 'src-renderer'])
    cpSync(join(project, name), join(folder, name), { recursive: true })
  const installed = join(folder, '.inkleaf', 'python', 'bin', 'python')
  mkdirSync(join(installed, '..'), { recursive: true })
  writeFileSync(installed, '')
  // The project may lie where nobody else may go.
  const node = join(folder, 'node')
  cpSync(process.execPath, node)
  const { code, stderr } = await new Promise<{ code: number; stderr: string }>((done) => {
    const command = [join(folder, 'build', 'run.mjs'), 'src-main/cli/main.ts', 'doctor']
    execFile(node, command, { uid: NOBODY, gid: NOBODY, cwd: folder }, (error, _stdout, said) =>
      done({ code: Number(error?.code ?? 0), stderr: said }),
    )
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/can't be written to\. Have its owner run `npm run setup`/)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(existsSync(installed)).toBe(true)
})
