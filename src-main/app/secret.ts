/** Something that can't be guessed: 192 bits as 32 letters, digits, - and _. */
import { randomBytes } from 'node:crypto'

export function secret(): string {
  return randomBytes(24).toString('base64url')
}
