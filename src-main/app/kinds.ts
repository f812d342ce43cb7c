/** What kind of file it is, for those who take files in before the queue does. */
export { HEAD_BYTES, type Kind, kindOfHead } from '../documents/kind.ts'
