/** Engines by the names that people know them by. */
import type { TFunction } from 'i18next'

export function engineName(id: string, t: TFunction): string {
  return id === 'local' ? t('settings.engineLocal') : id
}
