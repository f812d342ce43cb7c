/** The core's words for what did not work, in the window's language. */
import i18n from 'i18next'
import { errorsZhCN } from './errors-zh-cn.ts'

export function errorText({ code, message }: { code: string; message: string }): string {
  return i18n.language === 'zh-CN' ? (errorsZhCN[code] ?? message) : message
}
