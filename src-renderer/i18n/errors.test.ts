/** Whatever the core or the recognition process may say, the Chinese window has words for it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { errorsZhCN } from './errors-zh-cn.ts'

/** What only programs are told: a window sees no more of the API than why it can't be started. */
const forPrograms = /^api\/(?!(server|token)\.ts)/

const project = resolve(import.meta.dirname, '../..')

function sources(folder: string, ending: string): string {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !/test/.test(name) && !forPrograms.test(name))
    .map((name) => readFileSync(join(project, folder, name), 'utf8'))
    .join('\n')
}

it('every code of an error has its words', () => {
  const core = sources('src-main', '.ts').matchAll(/InkleafError\(\s*'([a-z_]+)'/g)
  const python = ['inkleaf_sidecar', 'inkleaf_cluster']
    .map((name) => sources(`python-sidecar/${name}`, '.py'))
    .join('\n')
  const sidecar = python.matchAll(/(?:SidecarError|ClusterError|Notice)\(\s*"([a-z_]+)"/g)
  const codes = new Set([...core, ...sidecar].map(([, code]) => code ?? ''))
  expect(codes.size).toBeGreaterThan(40)
  expect([...codes].filter((code) => !(code in errorsZhCN))).toEqual([])
})
