/** What options take. */
import { InvalidArgumentError } from 'commander'

export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const n = Number(text)
    if (Number.isInteger(n) && n >= least && n <= most) return n
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`)
  }
}

export function amount(text: string): number {
  const n = Number(text)
  if (text.trim() !== '' && Number.isFinite(n) && n >= 0) return n
  throw new InvalidArgumentError('It takes a number such as 2.5.')
}
