/** Why something can't be done to a job, in the user's words. */
import type { Refusal } from '../../src-preload/contract.ts'
import { KIND_NAMES } from '../documents/kind.ts'
import { InkleafError } from '../errors.ts'

export function tooManyPages(pages: number, max: number): InkleafError {
  return new InkleafError(
    'too_many_pages',
    'input',
    `It has ${pages} pages; the limit here is ${max}. Send a part of it.`,
  )
}

/** `isSetting`: the limit is the user's own, and can be raised. */
export function fileTooLarge(bytes: number, maxBytes: number, isSetting: boolean): InkleafError {
  const what = isSetting
    ? `the limit is ${inWords(maxBytes)} (Settings > Advanced)`
    : `${inWords(maxBytes)} is the most that can be read at once. Split it first`
  return new InkleafError('file_too_large', 'input', `The file is ${inWords(bytes)}; ${what}.`)
}

function inWords(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  let amount = bytes / 1000
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000
    unit++
  }
  return `${Number(amount.toPrecision(2))} ${units[unit]}`
}

export function noSuchJob(id: string): InkleafError {
  return new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${id}.`)
}

export function beingClosed(): InkleafError {
  return new InkleafError('stopped', 'transient', 'Inkleaf is being closed.')
}

export function nothingIn(path: string): Refusal {
  return {
    path,
    code: 'nothing_to_read',
    message: `There is nothing in this folder that Inkleaf reads: ${KIND_NAMES}.`,
  }
}

export function noSuchEngine(id: string, engines: readonly { id: string }[]): InkleafError {
  const known = engines.map((engine) => engine.id).join(', ')
  return new InkleafError('no_such_engine', 'input', `There is no engine called ${id}; there is ${known}.`)
}
