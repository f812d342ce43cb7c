/** What differs between systems, asked when it matters. */
import { app } from 'electron'
import type { Settings } from '../../src-preload/settings.ts'

export function isMac(): boolean {
  return process.platform === 'darwin'
}

/** Whether menus, dialogs and notifications are in Chinese: as the settings say, or as the system does. */
export function isChinese({ window: { language } }: Settings): boolean {
  return language === 'zh-CN' || (language === 'system' && app.getLocale().toLowerCase().startsWith('zh'))
}
