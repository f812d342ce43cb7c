/** Stretches of a text with their marks. */
import type { Inline } from '../../../src-preload/model.ts'

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

export type Marks = NonNullable<Inline['marks']>
/** By the elements of HTML. */
export const HTML_MARKS: Record<string, Marks[number]> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  code: 'code',
  sup: 'sup',
  sub: 'sub',
  s: 'struck',
  del: 'struck',
}

/** Markdown's line ends are spaces, but between Chinese characters they are nothing. */
export function joinedLines(text: string): string {
  return text.replace(/[^\S\n]*\n[^\S\n]*/g, (_end, at: number) => {
    const [before, after] = [text.slice(0, at).at(-1) ?? '', text.slice(at).trimStart().charAt(0)]
    return CJK.test(before) && CJK.test(after) ? '' : ' '
  })
}

export function trimmed(content: readonly Inline[]): Inline[] {
  const kept = content.map((stretch) => ({ ...stretch })).filter(({ text }) => text !== '')
  const [first, last] = [kept[0], kept.at(-1)]
  if (first && !first.latex) first.text = first.text.trimStart()
  if (last && !last.latex) last.text = last.text.trimEnd()
  return kept.filter(({ text }) => text !== '')
}

/** Its text, and its stretches where these tell more than that. */
export function asText(content: readonly Inline[]): { text: string; content?: Inline[] } {
  const kept = trimmed(content)
  const text = kept.map((stretch) => stretch.text).join('')
  const isPlain = kept.every((stretch) => Object.keys(stretch).length === 1)
  return isPlain ? { text } : { text, content: kept }
}
