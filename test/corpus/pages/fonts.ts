/** Where a corpus page's PDF has fonts of fixed pitch: NAME.fonts.json beside each NAME.json of a folder. */
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { resolveRuntime } from '../../../src-main/app/runtime.ts'
import { openPool } from '../../bench/bench-app.ts'

const [folder = ''] = process.argv.slice(2)
const pool = openPool(resolveRuntime())
let done = 0
for (const file of (await readdir(folder)).filter((name) => /(?<!\.fonts)\.json$/.test(name))) {
  const target = join(folder, file.replace('.json', '.fonts.json'))
  if (existsSync(target)) continue
  const { pdf, page, dpi } = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
    pdf: string
    page: number
    dpi: number
  }
  try {
    const document = await pool.open({ path: pdf, password: null })
    const handle = document.page(page)
    if (handle.kind !== 'rendered') continue
    const { lines } = await handle.textLayer()
    /** [x0, y0, x1, y1 in px, whether of fixed pitch]. */
    const boxes = lines.map(({ quad, fixedPitch }) => {
      const [xs, ys] = [0, 1].map((axis) => quad.map((corner) => ((corner[axis] ?? 0) * dpi) / 72)) as [
        number[],
        number[],
      ]
      return [...[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round), fixedPitch]
    })
    await writeFile(target, JSON.stringify(boxes))
    done++
  } catch (error) {
    console.error(`${file}: ${String(error).slice(0, 150)}`)
  }
}
await pool.stop()
console.log(`${done} pages`)
