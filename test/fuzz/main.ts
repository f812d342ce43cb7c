/**
 * `npm run fuzz [-- --examples N --seed N]`: schemathesis against the API, with every check that it has but one. A task
 * that waits or runs is cancelled by DELETE and stays, which `use_after_free` takes for a mistake; that one which has
 * ended is gone is in routes/tasks.test.ts.
 */
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startApi } from '../support/api-server.ts'
import { fixture } from '../support/fixtures.ts'
import { makePdf } from '../support/make-pdf.ts'

const { values } = parseArgs({
  options: { examples: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
})
const project = resolve(import.meta.dirname, '../..')
const environment = join(project, '.inkleaf', 'fuzz')
const schemathesis = join(environment, 'bin', 'schemathesis')
if (!existsSync(schemathesis)) {
  execFileSync(join(project, '.inkleaf', 'python', 'bin', 'python'), ['-m', 'venv', environment], { stdio: 'inherit' })
  const lock = join(import.meta.dirname, 'requirements.lock')
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', lock]
  execFileSync(join(environment, 'bin', 'python'), install, { stdio: 'inherit' })
}

const scratch = mkdtempSync(join(tmpdir(), 'inkleaf-fuzz-'))
const files = join(scratch, 'files')
mkdirSync(files)
writeFileSync(join(files, 'small.pdf'), makePdf([{ lines: ['a small page'] }, { lines: ['and another'] }]))
copyFileSync(fixture('page.png'), join(files, 'page.png'))

const home = join(scratch, 'home')
mkdirSync(home)
// It tries so many wrong tokens that 429 would hide what it looks for; attacks.test.ts has the limit.
writeFileSync(join(home, 'settings.json'), JSON.stringify({ apiLimits: { maxWrongTokensPerMinute: 1_000_000 } }))
const api = await startApi(home)
const child = spawn(
  schemathesis,
  [
    ...['--config-file', join(import.meta.dirname, 'schemathesis.toml'), 'run', `${api.base}/openapi.json`],
    ...['--header', `Authorization: Bearer ${api.token}`, '--checks', 'all'],
    ...['--exclude-checks', 'use_after_free', '--continue-on-failure'],
    ...['--max-examples', values.examples, '--seed', values.seed, '--request-timeout', '200'],
  ],
  {
    stdio: 'inherit',
    cwd: scratch,
    env: {
      ...process.env,
      PYTHONPATH: import.meta.dirname,
      SCHEMATHESIS_HOOKS: 'hooks',
      INKLEAF_FUZZ_FILES: files,
    },
  },
)
process.exitCode = await new Promise<number>((done) => child.on('exit', (code) => done(code ?? 1)))
await api.close()
rmSync(scratch, { recursive: true, force: true })
