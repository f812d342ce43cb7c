/**
 * Whether a PDF's own text says what its pages show. A font may map its glyphs to any characters: then the page looks right,
 * and what is copied from it is `,WHP 7KH`. Of each font that sets much of a page some lines are read from the picture, once
 * a document.
 */
import type { OpenDocument, PageHandle, TextLayer, TextLine } from '../documents/document.ts'
import type { ReadContext } from '../documents/reading.ts'
import type { TextService } from '../documents/text-service.ts'
import { coerceError } from '../errors.ts'

/** Of a page's characters; rarer fonts set single words and signs. */
const MIN_PART = 0.1
const LINES_EACH = 2
/** Characters of a line that is read: shorter ones prove little, longer ones take their time. */
const [SHORTEST, WANTED, LONGEST] = [8, 30, 120]
/** Words that are read wrongly here and there leave more than 0.9 alike; other characters leave less than 0.3. */
const MIN_ALIKE = 0.6
/** Scripts that the recogniser knows: it can't judge others. */
const KNOWN = /^[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{N}\p{P}\p{S}\p{Z}\p{M}]*$/u

const judged = new WeakMap<OpenDocument, Map<string, boolean>>()

/** Remembers what it found out about a document's fonts. Throws an InkleafError, or when the context's signal aborts. */
export async function saysWhatIsDrawn(
  document: OpenDocument,
  page: PageHandle,
  layer: TextLayer,
  text: TextService,
  context: ReadContext,
): Promise<boolean> {
  const fonts = judged.get(document) ?? new Map<string, boolean>()
  judged.set(document, fonts)
  const much = mainFonts(layer.lines)
  const samples = much.filter((font) => !fonts.has(font)).flatMap((font) => samplesOf(layer.lines, font))
  if (samples.length > 0) {
    const alike = await text.compare(page, layer, samples, context).catch((caught: unknown) => {
      const error = coerceError(caught)
      // What can't be compared is believed, as before.
      if (error.kind === 'defect' && error.scope === 'page') return samples.map(() => null)
      throw error
    })
    for (const font of new Set(samples.map((line) => line.font as string))) {
      const told = alike.filter((one, at) => one !== null && samples[at]?.font === font)
      // Where nothing could be read, another page may tell.
      if (told.length > 0)
        fonts.set(
          font,
          told.some((one) => (one ?? 0) >= MIN_ALIKE),
        )
    }
  }
  return much.every((font) => fonts.get(font) !== false)
}

function mainFonts(lines: readonly TextLine[]): string[] {
  const lengths = new Map<string, number>()
  for (const { font, text } of lines) if (font !== null) lengths.set(font, (lengths.get(font) ?? 0) + text.length)
  const all = lines.reduce((sum, { text }) => sum + text.length, 0)
  return [...lengths].filter(([, length]) => length >= MIN_PART * all).map(([font]) => font)
}

function samplesOf(lines: readonly TextLine[], font: string): TextLine[] {
  return lines
    .filter(({ font: own, text }) => own === font && text.length >= SHORTEST && text.length <= LONGEST)
    .filter(({ text }) => KNOWN.test(text) && (text.match(/\p{L}/gu)?.length ?? 0) >= SHORTEST / 2)
    .sort((one, other) => Math.abs(one.text.length - WANTED) - Math.abs(other.text.length - WANTED))
    .slice(0, LINES_EACH)
}
