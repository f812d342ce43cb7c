/** The source, kept once per content, so that re-runs and searchable PDFs work after the original has moved. */
import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { copyFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** Copies (or clones, where the file system can) `path` into `folder`; returns the name there. */
export async function keepSource(path: string, folder: string, sha256: string, kind: string): Promise<string> {
  const name = `${sha256}.${kind}`
  const target = join(folder, name)
  if (await exists(target)) return name
  const beside = `${target}.${process.pid}.part`
  try {
    await copyFile(path, beside, constants.COPYFILE_FICLONE)
    await rename(beside, target)
  } catch (caught) {
    await rm(beside, { force: true })
    throw caught
  }
  return name
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
