/**
 * `npm run check:long [-- NAME ...]`: what takes too long for every change: 100 rounds of killing, 90 minutes of mixed work, the
 * sizes, wrong requests by the thousand. Says of each when it last passed, and on which commit.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const project = resolve(import.meta.dirname, '..')
const record = join(project, '.inkleaf', 'check-long.json')

const checks: Record<string, string[]> = {
  chaos: ['test/chaos/main.ts'],
  scale: ['test/bench/main.ts', 'scale'],
  fuzz: ['test/fuzz/main.ts'],
  soak: ['test/soak/main.ts', '--minutes', '90'],
}

interface Passed {
  at: string
  commit: string
  minutes: number
}

const passed: Record<string, Passed> = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {}
const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : Object.keys(checks)
const unknown = names.find((name) => !Object.hasOwn(checks, name))
if (unknown !== undefined) {
  console.error(`There is no long check ${unknown}; there are ${Object.keys(checks).join(', ')}.`)
  process.exit(2)
}

for (const name of Object.keys(checks)) console.log(`${name.padEnd(6)} ${lastPassed(name)}`)
let failed = 0
for (const name of names) {
  console.log(`== ${name} ==`)
  const start = Date.now()
  const code = await new Promise<number>((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...(checks[name] ?? [])], {
      cwd: project,
      stdio: 'inherit',
    })
    child.once('close', (ended) => done(ended ?? 1))
  })
  if (code === 0) {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: project, encoding: 'utf8' }).trim()
    passed[name] = { at: new Date().toISOString(), commit, minutes: Math.round((Date.now() - start) / 60_000) }
    writeFileSync(record, `${JSON.stringify(passed, null, 2)}\n`)
  } else failed++
}
for (const name of names) console.log(`${name.padEnd(6)} ${lastPassed(name)}`)
console.log(`${names.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function lastPassed(name: string): string {
  const last = passed[name]
  return last
    ? `last passed ${last.at.slice(0, 16).replace('T', ' ')} at ${last.commit}, in ${last.minutes} minutes`
    : 'never passed here'
}
