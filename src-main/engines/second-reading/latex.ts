/** LaTeX in texts, in whichever delimiters, and dollars that are money. */
import type { Inline } from '../../../src-preload/model.ts'
import { joinedLines } from './stretches.ts'

/** Code, LaTeX in its other delimiters, and dollars. */
const TOKENS =
  /(`{3,})[\s\S]*?(?:\1|$)|(`+)(?!`)[\s\S]*?[^`]\2(?!`)|<table[\s\S]*?<\/table>|<[a-z/!][^>\n]*>|https?:\/\/[^\s<>]+|\\\\|\\\[([\s\S]*?)\\\]|\\\(([\s\S]*?)\\\)|\\\$|\$\$[\s\S]*?\$\$|\$/gi

/**
 * LaTeX in dollars only, and a dollar that is money escaped: one opens LaTeX only before something, and closes it only after
 * something and not before a digit (Pandoc's rule, https://pandoc.org/MANUAL.html#math).
 */
export function withDollars(markdown: string, isText = false): string {
  let open = -1
  const out: string[] = []
  let last = 0
  for (const match of markdown.matchAll(TOKENS)) {
    const [found, , , display, inline] = match
    out.push(markdown.slice(last, match.index))
    last = match.index + found.length
    if (display !== undefined) out.push(`\n\n$$\n${display.trim()}\n$$\n\n`)
    else if (inline !== undefined) out.push(`$${inline.trim()}$`)
    // An empty line would end it for Markdown.
    else if (/^<table/i.test(found)) out.push(`\n\n${found.replaceAll(/\n\s*\n/g, '\n')}\n\n`)
    else if (found.startsWith('$$') && found.length > 4) out.push(displayed(markdown, match.index, found))
    // In a text that is no Markdown, code and addresses are text as all else.
    else if (found !== '$') out.push(isText && !found.startsWith('\\') ? found.replaceAll('$', '\\$') : found)
    else {
      const [before, after] = [markdown[match.index - 1] ?? ' ', markdown[match.index + 1] ?? ' ']
      const since = open >= 0 ? out.slice(open + 1).join('') : ''
      if (open >= 0 && !/\s/.test(before) && !/\d/.test(after) && !since.includes('\n\n')) {
        out[open] = '$'
        open = -1
        out.push('$')
      } else {
        if (!/\s/.test(after)) open = out.length
        out.push('\\$')
      }
    }
  }
  out.push(markdown.slice(last))
  return out.join('')
}

/** `$$x$$` that has lines of its own is a block, which micromark wants the dollars alone on theirs for. */
function displayed(markdown: string, at: number, found: string): string {
  const before = markdown.slice(markdown.lastIndexOf('\n', at - 1) + 1, at)
  const rest = markdown.slice(at + found.length)
  const after = rest.slice(0, rest.indexOf('\n') < 0 ? undefined : rest.indexOf('\n'))
  const latex = found.slice(2, -2).trim()
  if (before.trim() !== '' || after.trim() !== '') return `$${latex.replaceAll(/\s*\n\s*/g, ' ')}$`
  return `$$\n${latex.replaceAll(/\n[^\S\n]*(?=\n)/g, '')}\n${before}$$`
}

/** LaTeX between dollars, as `withDollars` leaves it. */
const LATEX = /(?<!\\)(\$\$?)((?:\\[\s\S]|[^\\$])+?)\1/g

/** A text in which nothing but LaTeX means anything: a star is a star. */
export function withLatex(text: string): Inline[] {
  const source = withDollars(text, true)
  const out: Inline[] = []
  let last = 0
  const add = (upTo: number) => {
    const plain = source.slice(last, upTo).replaceAll('\\$', '$')
    if (plain !== '') out.push({ text: joinedLines(plain.replace(/\s*\n\s*/g, '\n')) })
  }
  for (const { 0: found, 2: latex = '', index } of source.matchAll(LATEX)) {
    add(index)
    out.push({ text: latex.trim(), latex: true })
    last = index + found.length
  }
  add(source.length)
  return out
}
