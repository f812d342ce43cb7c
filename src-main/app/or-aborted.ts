/** For rooms that know only this one. */
export { orAborted } from '../jobs/aborted.ts'
