/**
 * `npm run release -- check|dist|notes|draft TAG`: the steps of .github/workflows/release.yml, each to be run by hand as well.
 * What only a Mac or GitHub can do says what it would have done elsewhere.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VERSION } from '../package/places.ts'
import { projectFolder, say } from '../setup/common.mjs'
import { checkTag, notesFor } from './notes.ts'

const [step = '', tag = `v${VERSION}`, ...rest] = process.argv.slice(2)
const run = (program: string, args: string[], env = process.env) =>
  execFileSync(program, args, { cwd: projectFolder, stdio: 'inherit', env })
const changelog = () => readFileSync(join(projectFolder, 'CHANGELOG.md'), 'utf8')

const steps: Record<string, () => void> = {
  check: () => {
    checkTag(tag, VERSION)
    notesFor(tag, changelog())
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: projectFolder, encoding: 'utf8' }).trim()
    if (changed) throw new Error(`There are changes that are not committed:\n${changed}`)
    say(`${tag} can be released.`)
  },
  notes: () => process.stdout.write(notesFor(tag, changelog())),
  dist: () => {
    const { APPLE_API_KEY_BASE64: key, ...env } = process.env
    // Secrets that are not set are empty words.
    for (const name of ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER', 'INKLEAF_UPDATES'])
      if (env[name] === '') delete env[name]
    // Apple's tools want the key as a file.
    const folder = mkdtempSync(join(tmpdir(), 'inkleaf-key-'))
    try {
      if (key) {
        env['APPLE_API_KEY'] = join(folder, 'key.p8')
        writeFileSync(env['APPLE_API_KEY'], Buffer.from(key, 'base64'), { mode: 0o600 })
      }
      const dist = [join(projectFolder, 'build', 'run.mjs'), 'build/package/main.ts']
      run(process.execPath, process.platform === 'darwin' ? dist : [...dist, '--dir'], env)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  draft: () => {
    const packages = join(projectFolder, 'out', 'packages')
    // Of this version only: others may lie there from before.
    const files = readdirSync(packages).filter(
      (name) => name === 'latest-mac.yml' || (name.includes(`-${VERSION}-`) && /\.(dmg|zip|blockmap)$/.test(name)),
    )
    const args = [
      'release',
      'create',
      tag,
      '--draft',
      '--verify-tag',
      '--title',
      `Inkleaf ${VERSION}`,
      '--notes-file',
      '-',
    ]
    const command = [...args, ...files.map((name) => join(packages, name))]
    if (rest.includes('--print')) return say(`gh ${command.join(' ')}`)
    if (files.length === 0) throw new Error(`${packages} has nothing to upload. Run \`npm run dist\` on a Mac first.`)
    execFileSync('gh', command, {
      cwd: projectFolder,
      input: notesFor(tag, changelog()),
      stdio: ['pipe', 'inherit', 'inherit'],
    })
  },
}

try {
  const work = steps[step]
  if (!work) throw new Error(`There is no step ${JSON.stringify(step)}; there are ${Object.keys(steps).join(', ')}.`)
  work()
} catch (caught) {
  console.error((caught as Error).message)
  process.exitCode = 1
}
