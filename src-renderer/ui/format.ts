/** Numbers, sizes, times and dates in the window's language. */
import i18n from 'i18next'

export function fileSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(3, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1000)))
  return new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1000 ** power)
}

export function duration(seconds: number): string {
  if (seconds < 90) return i18n.t('time.seconds', { n: Math.max(1, Math.round(seconds)) })
  if (seconds < 5400) return i18n.t('time.minutes', { n: Math.round(seconds / 60) })
  return i18n.t('time.hours', { n: Math.floor(seconds / 3600), m: Math.round((seconds % 3600) / 60) })
}

export function rate(pagesPerSecond: number): string {
  return new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 }).format(pagesPerSecond)
}

/** Of money, whatever its currency; a page costs a fraction of its smallest coin. */
export function amount(sum: number): string {
  const digits = sum < 1 ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return new Intl.NumberFormat(i18n.language, digits).format(sum)
}

export function percent(fraction: number): string {
  return new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(fraction)
}

/** Today's by their time, others by their day. */
export function when(time: string): string {
  const date = new Date(time)
  const today = new Date().toDateString() === date.toDateString()
  return new Intl.DateTimeFormat(i18n.language, today ? { timeStyle: 'short' } : { dateStyle: 'medium' }).format(date)
}

export function timeOfDay(time: string): string {
  return new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(new Date(time))
}

/** Today, yesterday, or the day. */
export function dayName(time: string): string {
  const date = new Date(time)
  const midnight = new Date().setHours(0, 0, 0, 0)
  const days = Math.round((new Date(time).setHours(0, 0, 0, 0) - midnight) / 86_400_000)
  const near = new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' })
  if (days === 0 || days === -1) return capital(near.format(days, 'day'))
  return new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full' }).format(date)
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(i18n.language) + text.slice(1)
}

/** `deu` as the language's name in the window's language. */
export function languageName(code: string): string {
  return new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' }).of(code) ?? code
}

const isMac = navigator.platform.startsWith('Mac')

/** A shortcut as the platform writes it: `Mod+Shift+C`. */
export function keys(shortcut: string): string {
  const named = shortcut.replace('ArrowDown', '↓').replace('ArrowUp', '↑')
  if (!isMac) return named.replace('Mod', 'Ctrl')
  return named.replace('Mod', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '')
}
