/**
 * The licence of everything that is given away: one text with each package's own, and a check that none is under the GPL or
 * the AGPL. A package that brings no text gets the standard one of the licence that it names (SPDX).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import correct from 'spdx-correct'
import satisfies from 'spdx-satisfies'
import { projectFolder } from '../setup/common.mjs'
import { packagesIn } from './app.ts'
import type { Places } from './places.ts'
import { packagesFolder } from './python.ts'

export interface Licensed {
  name: string
  version: string
  /** An SPDX expression. */
  licence: string
  texts: string[]
}

/** What may be given away with an app under Apache-2.0. The LGPL's libraries are separate files that can be replaced. */
const ALLOWED = [
  ...[
    '0BSD',
    'Apache-2.0',
    'blessing',
    'bzip2-1.0.6',
    'X11',
    'BlueOak-1.0.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BSL-1.0',
    'CC0-1.0',
    'CC-BY-4.0',
    'HPND',
  ],
  ...['ISC', 'LGPL-3.0-only', 'LGPL-3.0-or-later', 'LGPL-2.1-or-later', 'MIT', 'MIT-0', 'MIT-CMU', 'MPL-2.0'],
  ...['OFL-1.1', 'PSF-2.0', 'Python-2.0', 'Unicode-3.0', 'Unlicense', 'WTFPL', 'Zlib'],
]

/** Packages that say it in words of their own, or only in the text that they bring. */
const TOLD: Record<string, string> = {
  BSD: 'BSD-3-Clause',
  'New BSD': 'BSD-3-Clause',
  'BSD License': 'BSD-3-Clause',
  'BSD 3-Clause': 'BSD-3-Clause',
  'Dual License': 'BSD-3-Clause OR Apache-2.0',
  'MIT License': 'MIT',
  'Apache Software License': 'Apache-2.0',
  'Python Software Foundation License': 'PSF-2.0',
  'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'ISC License (ISCL)': 'ISC',
  'Historical Permission Notice and Disclaimer (HPND)': 'HPND',
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice|authors|ofl)/i
const require = createRequire(import.meta.url)
const standardTexts: Record<string, { licenseText: string }> = require('spdx-license-list/full')

/** Writes the text. Returns what is wrong, one line each. */
export async function writeLicences(places: Places): Promise<string[]> {
  const all = [...(await pythonPackages(places)), ...packagesIn(places).map(nodePackage), ...others(places)]
  const problems = all.flatMap(problemsOf)
  const parts = all.map(
    ({ name, version, licence, texts }) =>
      `${'='.repeat(80)}\n${name} ${version}\n${licence}\n${'='.repeat(80)}\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`,
  )
  mkdirSync(places.licences, { recursive: true })
  writeFileSync(join(places.licences, 'THIRD-PARTY.txt'), parts.join('\n\n'))
  for (const name of ['LICENSE', 'NOTICE'])
    writeFileSync(join(places.licences, `${name}.txt`), readFileSync(join(projectFolder, name)))
  return problems
}

export function problemsOf({ name, version, licence, texts }: Licensed): string[] {
  if (texts.length === 0)
    return [`${name} ${version} brings no licence's text and names none that has one (${licence})`]
  try {
    // One of the licences that may be chosen among has to do.
    if (satisfies(licence, ALLOWED)) return []
  } catch {
    return [`${name} ${version} is under "${licence}", which nobody here has looked at`]
  }
  return [`${name} ${version} is under ${licence}`]
}

/** An SPDX expression for what a package says of itself. */
export function asSpdx(said: string): string {
  const trimmed = said.trim()
  if (trimmed === '') return 'UNKNOWN'
  return TOLD[trimmed] ?? (/ (OR|AND|WITH) /.test(trimmed) ? trimmed : (correct(trimmed) ?? trimmed))
}

function nodePackage(folder: string): Licensed {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const said =
    typeof license === 'string'
      ? license
      : (license?.type ?? licenses?.map(({ type }: { type: string }) => type).join(' OR ') ?? '')
  const licence = asSpdx(String(said).replace(/^\((.*)\)$/, '$1'))
  return { name, version, licence, texts: textsIn(folder, licence) }
}

async function pythonPackages(places: Places): Promise<Licensed[]> {
  const packages = await packagesFolder(places)
  return readdirSync(packages)
    .filter((name) => name.endsWith('.dist-info'))
    .map((name) => pythonPackage(join(packages, name)))
}

function pythonPackage(folder: string): Licensed {
  const head = readFileSync(join(folder, 'METADATA'), 'utf8').split(/\r?\n\r?\n/)[0] ?? ''
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(head)?.[1]?.trim() ?? ''
  const classified = [...head.matchAll(/^Classifier: License :: (?:OSI Approved :: )?(.+)$/gm)]
    .map(([, name = '']) => name.trim())
    .filter((name) => name !== 'OSI Approved')
  const said = field('License-Expression') || classified[0] || field('License')
  const licence = asSpdx(said)
  const below = ['.', 'licenses', 'license_files'].filter((name) => existsSync(join(folder, name)))
  const own = below.flatMap((name) => textFiles(join(folder, name)))
  return { name: field('Name'), version: field('Version'), licence, texts: own.length > 0 ? own : standard(licence) }
}

/** What python-build-standalone links into Python for the Mac (its own list, cpython-unix/versions in its sources). */
const IN_PYTHON = [
  ['OpenSSL', 'Apache-2.0'],
  ['libffi', 'MIT'],
  ['XZ Utils, liblzma', '0BSD'],
  ['bzip2', 'bzip2-1.0.6'],
  ['SQLite', 'blessing'],
  ['Expat', 'MIT'],
  ['mpdecimal', 'BSD-2-Clause'],
  ['ncurses', 'X11'],
  ['libedit', 'BSD-3-Clause'],
  ['zlib', 'Zlib'],
  ['libuuid', 'BSD-3-Clause'],
] as const

const asPart = ([name, licence]: readonly [string, string]): Licensed => ({
  name,
  version: '(in Python)',
  licence,
  texts: standard(licence),
})

/** Parts that are no packages of a registry. */
function others(places: Places): Licensed[] {
  const text = (path: string) => (existsSync(path) ? [readFileSync(path, 'utf8')] : [])
  const library = readdirSync(join(places.python, 'lib')).find((name) => /^python3\.\d+$/.test(name)) ?? ''
  const own = text(join(places.python, 'lib', library, 'LICENSE.txt'))
  return [
    { name: 'Python', version: library, licence: 'PSF-2.0', texts: own.length > 0 ? own : standard('PSF-2.0') },
    ...(places.platform === 'macos' ? IN_PYTHON.map(asPart) : []),
    {
      name: 'The models',
      version: '(see the notice)',
      licence: 'Apache-2.0',
      texts: [...text(join(projectFolder, 'NOTICE')), ...standard('Apache-2.0')],
    },
  ]
}

function textsIn(folder: string, licence: string): string[] {
  const own = textFiles(folder)
  return own.length > 0 ? own : standard(licence)
}

function textFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: folder.endsWith('licenses') })
    .filter((entry) => entry.isFile() && (LICENCE_FILE.test(entry.name) || folder.endsWith('licenses')))
    .filter((entry) => !/\.(py|js|mjs|ts|json)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort()
}

function standard(licence: string): string[] {
  const ids = licence.split(/ (?:OR|AND) /).map((id) => id.replace(/[()]/g, '').trim())
  return ids.flatMap((id) => standardTexts[id]?.licenseText ?? [])
}
