/** `npm run bench [-- speed|latency|memory|search|window|api|searchable|structure|others|anchors|tokens|cluster|guard|adaptive|pages|scale|twelve --rounds N --group contents|prose|columns --pages N --each N --offset 0..1 --tables --alone --part job|history|pictures --home FOLDER --folder PAGES --split train|dev|test --bend 0..1 --text print|tagged --out FILE]`: prints every figure that README gives. */
import { parseArgs } from 'node:util'
import { adaptiveBench } from './adaptive.ts'
import { anchorsBench } from './anchors.ts'
import { apiBench } from './api.ts'
import { clusterBench } from './cluster.ts'
import { guardBench } from './guard.ts'
import { latency } from './latency.ts'
import { memory } from './memory.ts'
import { scale } from './scale.ts'
import { search } from './search.ts'
import { searchable } from './searchable.ts'
import { speed } from './speed.ts'
import { others, pages, structure } from './structure.ts'
import { tokensBench } from './tokens.ts'
import { twelve } from './twelve.ts'
import { windowBench } from './window.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    pages: { type: 'string' },
    group: { type: 'string' },
    each: { type: 'string', default: '3' },
    offset: { type: 'string', default: '0.5' },
    alone: { type: 'boolean', default: false },
    tables: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true },
    home: { type: 'string' },
    folder: { type: 'string' },
    split: { type: 'string', default: 'test' },
    bend: { type: 'string', default: '0' },
    text: { type: 'string' },
    out: { type: 'string' },
  },
})
const wanted =
  positionals.length > 0
    ? positionals
    : ['latency', 'search', 'window', 'api', 'searchable', 'structure', 'memory', 'speed']
const benches: Record<string, () => Promise<void>> = {
  latency,
  search: () => search(Number(values.pages ?? 100_000)),
  window: () => windowBench(Number(values.pages ?? 100_000)),
  api: apiBench,
  searchable,
  scale: () => scale(Number(values.pages ?? 1_000_000), values.part, values.home),
  structure: () => structure(),
  others: () =>
    others({ each: Number(values.each), offset: Number(values.offset), tables: values.tables }, !values.alone),
  pages: () =>
    pages(
      values.folder ?? '',
      values.split,
      Number(values.pages ?? 100),
      { bend: Number(values.bend), text: values.text },
      !values.alone,
    ),
  anchors: () => anchorsBench(Number(values.each), Number(values.offset), Number(values.pages ?? 100)),
  cluster: () => clusterBench(Number(values.pages ?? 20_000)),
  adaptive: adaptiveBench,
  twelve: () => twelve(values.out),
  guard: () => guardBench(Number(values.pages ?? 200)),
  tokens: () => tokensBench(50),
  memory: () => memory(Number(values.pages ?? 500)),
  speed: () => speed(Number(values.rounds), values.group),
}
for (const name of wanted) {
  const bench = benches[name]
  if (!bench) throw new Error(`There is no bench ${name}; there are ${Object.keys(benches).join(', ')}.`)
  console.log(`== ${name} ==`)
  await bench()
}
