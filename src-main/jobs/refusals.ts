/** Why something can't be done to a job, in the user's words. */
import type { Refusal } from '../../src-preload/contract.ts'
import { KIND_NAMES } from '../documents/kind.ts'
import { InkleafError } from '../errors.ts'

export function tooManyPages(pages: number, most: number): InkleafError {
  return new InkleafError(
    'too_many_pages',
    'input',
    `It has ${pages} pages; the limit here is ${most}. Send a part of it.`,
  )
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
