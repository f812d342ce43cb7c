/**
 * `npm test`: everything that is checked, in one command; `npm test -- FILES`: the tests in those. Shows each file as it ends,
 * names what was left out and what was tried again, and ends with a line `N passed, N failed`. What takes longer is in
 * `npm run check:long`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const project = resolve(import.meta.dirname, '..')
const sidecar = join(project, 'python-sidecar')
const reports = mkdtempSync(join(tmpdir(), 'inkleaf-check-'))
const python = (program: string) => join(project, '.inkleaf', 'python', 'bin', program)
const node = (program: string) => join(project, 'node_modules', '.bin', program)
const OPENBLAS = '/usr/lib/x86_64-linux-gnu/libopenblas.so.0'

interface Tally {
  passed: number
  failed: number
  skipped?: string[]
  retried?: string[]
}

interface Step {
  name: string
  program: string
  args: string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Reads a report; without it the step itself is one test. */
  count?: () => Tally
  /** Lines of its output that are shown as they come. */
  shows?: RegExp
}

const vitestTally = join(reports, 'vitest.json')
const pytestReport = join(reports, 'pytest.xml')

/** Of one kind, as they are named on the command line. */
const files = process.argv.slice(2)
const ofPython = files.filter((file) => file.endsWith('.py')).map((file) => resolve(file))
const others = files.filter((file) => !file.endsWith('.py'))

const steps: Step[] = [
  { name: 'format and lint', program: node('biome'), args: ['ci', '--error-on-warnings', '.'] },
  { name: 'types', program: node('tsc'), args: [] },
  { name: 'types of the window', program: node('tsc'), args: ['-p', 'tsconfig.web.json'] },
  {
    name: 'arrows between rooms',
    program: node('depcruise'),
    args: ['--config', '.dependency-cruiser.mjs', 'src-main', 'src-preload', 'src-renderer'],
  },
  { name: 'Python format', program: python('ruff'), args: ['format', '--check', '-q', '.'], cwd: sidecar },
  { name: 'Python lint', program: python('ruff'), args: ['check', '-q', '.'], cwd: sidecar },
  { name: 'Python types', program: python('mypy'), args: [], cwd: sidecar },
  { name: 'Python arrows', program: python('lint-imports'), args: [], cwd: sidecar },
  {
    name: 'Python tests',
    program: python('pytest'),
    args: [`--junitxml=${pytestReport}`, '-o', 'addopts=', '--no-header', '--color=no', ...ofPython],
    cwd: sidecar,
    shows: /\.py /,
    // MLX's own CPU kernels use reference BLAS; OpenBLAS makes its tests twenty times faster.
    env: existsSync(OPENBLAS) ? { LD_PRELOAD: OPENBLAS } : {},
    count: countJunit,
  },
  {
    name: 'tests',
    program: node('vitest'),
    args: ['run', '--reporter=default', `--reporter=${join(project, 'test/support/tally-reporter.ts')}`, ...others],
    env: { INKLEAF_TALLY: vitestTally, NO_COLOR: '1' },
    shows: /^ \S.*\.test\.tsx? \(/,
    count: countVitest,
  },
]

const total: Tally = { passed: 0, failed: 0 }
const skipped: string[] = []
const retried: string[] = []
const wanted = steps.filter(({ name }) => {
  if (files.length === 0) return true
  return (name === 'Python tests' && ofPython.length > 0) || (name === 'tests' && others.length > 0)
})
for (const step of wanted) {
  const start = Date.now()
  const code = await run(step)
  const tally = step.count ? step.count() : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  // A step that died without a report has failed, whatever it had counted.
  if (code !== 0 && tally.failed === 0) tally.failed = 1
  total.passed += tally.passed
  total.failed += tally.failed
  skipped.push(...(tally.skipped ?? []))
  retried.push(...(tally.retried ?? []))
  const verdict = tally.failed > 0 ? 'FAILED' : 'ok'
  console.log(
    `${verdict.padEnd(6)} ${step.name}: ${tally.passed} passed, ${tally.failed} failed (${Math.round((Date.now() - start) / 1000)} s)`,
  )
}
rmSync(reports, { recursive: true, force: true })
for (const [what, names] of [
  ['left out', skipped],
  ['tried again', retried],
] as const) {
  if (names.length > 0) console.log(`${names.length} ${what}:`)
  for (const name of names) console.log(`  ${name}`)
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0

/** The rest of its output is shown only where it fails. */
function run({ program, args, cwd, env, shows }: Step): Promise<number> {
  return new Promise((done) => {
    // The tools in node_modules start with whatever `node` is found first: this one.
    const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`
    const child = spawn(program, args, {
      cwd: cwd ?? project,
      env: { ...process.env, PATH: path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        output += part
      })
    if (shows && child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (shows.test(line)) console.log(`       ${line.trim()}`)
      })
    child.once('error', (error) => {
      console.log(`${program}: ${error.message}`)
      done(1)
    })
    child.once('close', (code) => {
      if (code !== 0) console.log(output)
      done(code ?? 1)
    })
  })
}

function countVitest(): Tally {
  if (!existsSync(vitestTally)) return { passed: 0, failed: 1 }
  return JSON.parse(readFileSync(vitestTally, 'utf8')) as Tally
}

function countJunit(): Tally {
  if (!existsSync(pytestReport)) return { passed: 0, failed: 1 }
  const report = readFileSync(pytestReport, 'utf8')
  const number = (name: string) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(report)?.[1] ?? 0)
  const failed = number('failures') + number('errors')
  const cases = [...report.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*>\s*<skipped/g)]
  const names = cases.map(([, module, name]) => `${module} > ${name}`)
  return { passed: number('tests') - failed - number('skipped'), failed, skipped: names }
}
