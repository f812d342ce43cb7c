/** Disks that are full or can't be written to: real ones, small, made for the test. Needs Linux and root. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { jsonLines, run } from '../support/cli.ts'
import { fixture, put, temporaryFolder } from '../support/folders.ts'
import { makePdf } from '../support/make-pdf.ts'

const canMount = process.platform === 'linux' && process.getuid?.() === 0
const files = temporaryFolder()
const mounted: string[] = []
afterAll(() => {
  for (const folder of mounted) execFileSync('umount', ['--lazy', folder])
})

function smallDisk(size: string): string {
  const folder = join(files, `disk-${mounted.length}`)
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  mounted.push(folder)
  return folder
}

/** Fills what is left but for `spareKb`. */
function fill(folder: string, spareKb: number): string {
  const ballast = join(folder, 'ballast')
  for (const size of [65_536, 4096, 512]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Full: go on with smaller pieces.
    }
  }
  execFileSync('truncate', ['--size', `-${spareKb}K`, ballast])
  return ballast
}

const oneLine = (stderr: string) => {
  expect(stderr).not.toMatch(/\n\s+at /)
  return stderr
}

describe.runIf(canMount)('a full disk', () => {
  it('as the data folder: says so once, loses nothing, and goes on when there is room', async () => {
    const home = smallDisk('6m')
    const first = put(files, 'first.pdf', makePdf([{ lines: ['Read while there was room.'] }]))
    expect((await run(home, ['ocr', first])).code).toBe(0)
    const book = put(
      files,
      'book.pdf',
      makePdf(
        Array.from({ length: 60 }, (_, n) => ({
          lines: Array.from({ length: 40 }, (_, k) => `Page ${n} line ${k} of a long book`),
        })),
      ),
    )
    const ballast = fill(home, 700)
    const full = await run(home, ['ocr', '--json', book])
    expect(full.code).toBe(1)
    expect(oneLine(full.stderr)).toMatch(/disk is full/)
    rmSync(ballast)
    const again = await run(home, ['ocr', '--json', book])
    expect(again.code).toBe(0)
    expect(jsonLines(again).at(-1)).toMatchObject({ completed: 60, failed: 0 })
    expect((await run(home, ['history', 'search', 'room'])).stdout).toContain('first.pdf')
  })

  it('as the output folder: says so, leaves no half file, and the history has the text', async () => {
    const home = temporaryFolder()
    const out = smallDisk('1m')
    fill(out, 0)
    const { code, stderr } = await run(home, ['ocr', fixture('sample.pdf'), '--out', out, '--format', 'json'])
    expect(code).toBe(1)
    expect(oneLine(stderr)).toMatch(/can't be written: The disk is full/)
    expect(execFileSync('ls', [out]).toString().trim()).toBe('ballast')
    expect((await run(home, ['history', 'search', 'keepers'])).code).toBe(0)
  })
})

describe.runIf(canMount)('a disk that can not be written to', () => {
  it('as the data folder: is named, and what was read before can be searched', async () => {
    const home = smallDisk('20m')
    expect((await run(home, ['ocr', fixture('sample.pdf')])).code).toBe(0)
    execFileSync('mount', ['-o', 'remount,ro', home])
    const { code, stderr } = await run(home, ['ocr', fixture('page.png')])
    expect(code).toBe(1)
    expect(oneLine(stderr)).toMatch(/INKLEAF_HOME/)
    expect((await run(home, ['history', 'search', 'keepers'])).stdout).toContain('sample.pdf')
  })
})
