/** A long PDF from a short one, with qpdf. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function repeatPages(source: string, target: string, pages: number): Promise<void> {
  if (existsSync(target)) return
  const { stdout } = await run('qpdf', ['--show-npages', source])
  const available = Number(stdout)
  const parts: string[] = []
  for (let left = pages; left > 0; left -= available) parts.push(source, `1-${Math.min(left, available)}`)
  await run('qpdf', ['--empty', '--pages', ...parts, '--', target])
}
