/** Writing to the terminal: text on stdout, everything about the work on stderr. */

import { coerceError } from '../errors.ts'

let statusShown = false

/** Everything that was printed, in order; each waits where the reader is slow, so that nothing piles up or is cut. */
let printing: Promise<void> = Promise.resolve()

export function print(text: string): Promise<void> {
  printing = printing.then(() => {
    clearStatus()
    return new Promise<void>((resolve) => process.stdout.write(text, () => resolve()))
  })
  return printing
}

/** Resolves when the reader has everything. */
export function flushed(): Promise<void> {
  return printing
}

/** A line for the person at the terminal. */
export function note(line: string): void {
  clearStatus()
  process.stderr.write(`${line}\n`)
}

/** The one line at the bottom that changes; nothing where stderr is no terminal. */
export function showStatus(line: string): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\r\u001b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}`)
  statusShown = true
}

export function clearStatus(): void {
  if (!statusShown) return
  process.stderr.write('\r\u001b[2K')
  statusShown = false
}

/** A name on one line, whatever is in it. */
export function shown(name: string): string {
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => JSON.stringify(c).slice(1, -1))
}

/** `0:47`, `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

/** `head` closes its end when it has enough: no reason to complain. */
export function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.stderr.write(`What was read can't be printed: ${coerceError(error).message}\n`)
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
}
