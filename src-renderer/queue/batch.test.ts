import { expect, it } from 'vitest'
import { folderOf } from './batch.tsx'

const jobs = (...paths: string[]) => paths.map((sourcePath) => ({ sourcePath }))

it.each([
  [['/home/me/Taxes/a.pdf', '/home/me/Taxes/b.pdf'], 'Taxes'],
  [['/home/me/Taxes/a.pdf', '/home/me/Taxes/2025/b.pdf'], 'Taxes'],
  [['/home/me/Taxes/a.pdf', '/home/me/Scans/b.pdf'], null],
  [['/a.pdf', '/home/b.pdf'], null],
  [['/data/uploads/u-x7Ad3k/a.pdf', '/data/uploads/u-x7Ad3k/b.pdf'], null],
])('files %s come from the folder %s', (paths, folder) => {
  expect(folderOf(jobs(...paths))).toBe(folder)
})
