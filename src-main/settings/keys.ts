/** The keys of services: in the system's keychain, in the environment, or in a file that only the user can read. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { KeyPlace } from '../../src-preload/contract.ts'
import { InkleafError } from '../errors.ts'
import { logged } from '../log.ts'

/** What seals keys so that only this user's programs can open them; null where the system has no such thing. */
export interface Sealer {
  seal(text: string): Uint8Array
  /** Throws where it was sealed by somebody else. */
  open(sealed: Uint8Array): string
}

const file = z.record(z.string(), z.union([z.object({ sealed: z.base64() }), z.object({ plain: z.string() })]))
type Kept = z.infer<typeof file>

/** No key is longer, or has other characters. */
const KEY = /^[\x21-\x7e]{1,4096}$/
const PASSWORD = /^\P{Cc}{1,4096}$/u

export class KeyStore {
  readonly #path: string
  readonly #sealer: () => Sealer | null
  readonly #environment: NodeJS.ProcessEnv
  #kept: Kept

  /** `sealer` is asked for when it is needed: some systems then ask the user. */
  constructor(path: string, sealer: () => Sealer | null = () => null, environment = process.env) {
    this.#path = path
    this.#sealer = sealer
    this.#environment = environment
    this.#kept = read(path)
  }

  /** Null where there is none, or where only the app on the desktop can open it. */
  get(id: string): string | null {
    const named = this.#environment[variableOf(id)]
    if (named) return named
    const own = this.#kept[id]
    if (!own) return null
    if ('plain' in own) return own.plain
    try {
      return this.#sealer()?.open(Buffer.from(own.sealed, 'base64')) ?? null
    } catch (caught) {
      logged('a key could not be opened')(caught)
      return null
    }
  }

  place(id: string): KeyPlace | null {
    if (this.#environment[variableOf(id)]) return 'environment'
    const own = this.#kept[id]
    if (!own) return null
    return 'plain' in own ? 'file' : 'keychain'
  }

  /** Null takes it away. Throws where it can't be one. */
  set(id: string, key: string | null): void {
    if (key !== null && !KEY.test(key))
      throw new InkleafError('bad_key', 'input', 'A key has no spaces and only plain letters, digits and signs.')
    this.#set(id, key)
  }

  /** A password has whatever characters its owner likes. */
  setPassword(id: string, password: string | null): void {
    if (password !== null && !PASSWORD.test(password))
      throw new InkleafError('bad_password', 'input', 'A password has no line breaks and no control characters.')
    this.#set(id, password)
  }

  #set(id: string, key: string | null): void {
    const others = Object.fromEntries(Object.entries(this.#kept).filter(([name]) => name !== id))
    if (key === null) {
      if (id in this.#kept) this.#write(others)
      return
    }
    const sealer = this.#sealer()
    const own = sealer ? { sealed: Buffer.from(sealer.seal(key)).toString('base64') } : { plain: key }
    this.#write({ ...others, [id]: own })
  }

  /** Written beside and renamed, so that a crash leaves the old file. */
  #write(kept: Kept): void {
    const beside = `${this.#path}.new`
    writeFileSync(beside, `${JSON.stringify(kept)}\n`, { mode: 0o600 })
    renameSync(beside, this.#path)
    this.#kept = kept
  }
}

/** Where a key may stand in the environment. */
export function variableOf(id: string): string {
  return `INKLEAF_KEY_${id.toUpperCase().replaceAll('-', '_')}`
}

function read(path: string): Kept {
  if (!existsSync(path)) return {}
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (caught) {
    // They are given anew; what the file holds is never quoted.
    logged('the file of keys could not be read')(new Error(caught instanceof Error ? caught.name : 'unreadable'))
    return {}
  }
}
