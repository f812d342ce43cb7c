/** Services' keys are sealed by the system's keychain, where it has one that is worth the name. */
import { safeStorage } from 'electron'
import type { Sealer } from '../settings/keys.ts'

/** Null where the system would keep the secret in plain text: then a file of the user's is as good. */
export function keychain(): Sealer | null {
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (isPlain || !safeStorage.isEncryptionAvailable()) return null
  return {
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  }
}
