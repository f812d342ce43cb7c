/** What the routes' descriptions have in common. */
import { errorAnswer } from '../schemas.ts'

/** Of a body that only says what is wanted. */
export const SMALL_BODY = 64 << 10

/** Answers besides the good one: what was wrong with the request, and that Inkleaf is being closed. */
export const errors = { '4xx': errorAnswer, 503: errorAnswer }
/** ... and a disk that is full, where something is stored. */
export const uploadErrors = { ...errors, 507: errorAnswer }
