/** Which language a text is in, told by its letters in threes (franc, 82 languages). */
import { franc } from 'franc-min'

const MIN_LETTERS = 40
const MIN_CJK = 10
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
/** More text makes no surer. */
const MOST = 4000

/** ISO 639-3, or null where there is too little text to tell. */
export function languageOf(text: string): string | null {
  const head = text.slice(0, MOST)
  const letters = head.match(/\p{L}/gu)?.length ?? 0
  if (letters < MIN_LETTERS && (head.match(CJK)?.length ?? 0) < MIN_CJK) return null
  const language = franc(head, { minLength: 5 })
  return language === 'und' ? null : language
}
