/**
 * `npm run release -- check|dist|notes|draft TAG`: the steps of .github/workflows/release.yml, each to be run by hand as well.
 * What only a Mac or GitHub can do says what it would have done elsewhere.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
    const env = { ...process.env }
    // Secrets are words; Apple's tools want the key as a file. An empty word is none.
    for (const name of ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER', 'INKLEAF_UPDATES'])
      if (env[name] === '') delete env[name]
    const key = env['APPLE_API_KEY_BASE64']
    if (key) {
      const file = join(mkdtempSync(join(tmpdir(), 'inkleaf-key-')), 'key.p8')
      writeFileSync(file, Buffer.from(key, 'base64'), { mode: 0o600 })
      env['APPLE_API_KEY'] = file
    }
    run(
      process.execPath,
      [
        join(projectFolder, 'build/run.mjs'),
        'build/package/main.ts',
        ...(process.platform === 'darwin' ? [] : ['--dir']),
      ],
      env,
    )
  },
  draft: () => {
    const packages = join(projectFolder, 'out', 'packages')
    const files = readdirSync(packages).filter(
      (name) => /\.(dmg|zip|blockmap|yml)$/.test(name) && !name.startsWith('builder-'),
    )
    const notes = join(mkdtempSync(join(tmpdir(), 'inkleaf-notes-')), 'notes.md')
    writeFileSync(notes, notesFor(tag, changelog()))
    const args = [
      'release',
      'create',
      tag,
      '--draft',
      '--verify-tag',
      '--title',
      `Inkleaf ${VERSION}`,
      '--notes-file',
      notes,
    ]
    const command = [...args, ...files.map((name) => join(packages, name))]
    if (rest.includes('--print')) return say(`gh ${command.join(' ')}`)
    if (files.length === 0) throw new Error(`${packages} has nothing to upload. Run \`npm run dist\` on a Mac first.`)
    run('gh', command)
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
