/** The source, kept once per content, so that re-runs and searchable PDFs work after the original has moved. */
import { createHash, randomUUID } from 'node:crypto'
import { constants, createReadStream, createWriteStream } from 'node:fs'
import { access, chmod, copyFile, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { InkleafError } from '../errors.ts'
import { logged } from '../log.ts'

const CHUNK_BYTES = 1 << 20
/** What a copy leaves free for the history itself: a twentieth of the disk, and no more than this. */
const MAX_SPARE_BYTES = 256 << 20

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: CHUNK_BYTES }), hash)
  return hash.digest('hex')
}

export interface KeptSource {
  sha256: string
  /** Its name in the folder. */
  name: string
}

/**
 * Copies `path` into `folder` (or clones it, where the file system can) under the hash of just those bytes that were
 * copied, whatever becomes of the original meanwhile. Throws `disk_full` before it begins where there is no room.
 */
export async function keepSource(path: string, folder: string, kind: string, bytes: number): Promise<KeptSource> {
  const beside = join(folder, `${randomUUID()}.part`)
  try {
    const sha256 = (await clonedHash(path, beside)) ?? (await copiedHash(path, beside, folder, bytes))
    const name = `${sha256}.${kind}`
    const target = join(folder, name)
    if (await exists(target)) await rm(beside, { force: true })
    else {
      await chmod(beside, 0o600)
      await rename(beside, target)
    }
    return { sha256, name }
  } catch (caught) {
    await rm(beside, { force: true }).catch(logged('a half copied source could not be taken away'))
    throw caught
  }
}

/** Null where the file system can't clone. */
async function clonedHash(path: string, beside: string): Promise<string | null> {
  try {
    await copyFile(path, beside, constants.COPYFILE_FICLONE_FORCE)
  } catch (caught) {
    if (['ENOENT', 'EACCES', 'EPERM'].includes((caught as NodeJS.ErrnoException).code ?? '')) throw caught
    return null
  }
  return sha256Of(beside)
}

async function copiedHash(path: string, beside: string, folder: string, bytes: number): Promise<string> {
  const { blocks, bavail, bsize } = await statfs(folder)
  const spareBytes = Math.min(MAX_SPARE_BYTES, (blocks * bsize) / 20)
  if (bytes + spareBytes > bavail * bsize)
    throw new InkleafError(
      'disk_full',
      'resource',
      'There is no room on the disk for a copy of this file. Free some space and add it again.',
    )
  const hash = createHash('sha256')
  await pipeline(
    createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    async function* (source) {
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(beside, { mode: 0o600, flags: 'wx' }),
  )
  return hash.digest('hex')
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
