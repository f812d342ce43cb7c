/** What the routes' descriptions have in common. */
import { errorAnswer } from '../schemas.ts'

/** Answers besides the good one: what was wrong with the request, and that Inkleaf is being closed. */
export const errors = { '4xx': errorAnswer, 503: errorAnswer }
/** ... and a disk that is full, where something is stored. */
export const uploadErrors = { ...errors, 507: errorAnswer }
