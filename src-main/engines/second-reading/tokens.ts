/** Texts as words that can be held against each other, whatever marks and quotes stand around them. */
import { type Word, wordsOf } from '../../../src-preload/aligned-words.ts'

export interface Token extends Word {
  /** What is compared; empty where there is nothing but marks. */
  key: string
}

const ENDS =
  /^["'“”‘’«»„.,;:!?()[\]{}<>*_、。，；：！？（）「」『』《》…·•|~`-]+|["'“”‘’«»„.,;:!?()[\]{}<>*_、。，；：！？（）「」『』《》…·•|~`-]+$/gu
const DASHES = /[\u2010-\u2015\u2212\uff0d]/g

export function tokensOf(text: string): Token[] {
  return wordsOf(text).map((word) => ({ ...word, key: keyOf(word.text) }))
}

/** Letters alone; of what has digits also the signs in it, since 12.5 is not 1.25 and -3 is not 3. */
export function keyOf(text: string): string {
  const plain = text.normalize('NFKC').replace(DASHES, '-').toLowerCase()
  if (!/\p{N}/u.test(plain)) return plain.replace(/[^\p{L}\p{M}\p{Sc}%°]/gu, '')
  const sign = /^["'“”‘’([]*(-)\p{N}/u.exec(plain)?.[1] ?? ''
  return sign + plain.replace(ENDS, '')
}
