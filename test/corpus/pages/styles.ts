/**
 * How a manual's page is set anew: columns, type, headings, lists, tables, code and notes as books, papers, newspapers
 * and sheets have them, drawn by lot. The text and its structure stay the manual's own.
 */

export interface Style {
  name: string
  css: string
  /** Of the sheet: millimetres. */
  width: number
  height: number
  margin: number
  /** HTML of the line at the head or foot of each sheet, or nothing. */
  header: string | null
  footer: string | null
}

const SERIF = [
  'TeX Gyre Termes',
  'TeX Gyre Pagella',
  'TeX Gyre Schola',
  'TeX Gyre Bonum',
  'EB Garamond',
  'Linux Libertine O',
  'Liberation Serif',
  'DejaVu Serif',
  'Latin Modern Roman',
  'Old Standard TT',
  'Caladea',
]
const SANS = [
  'TeX Gyre Heros',
  'Liberation Sans',
  'DejaVu Sans',
  'Roboto',
  'Lato',
  'Open Sans',
  'Carlito',
  'Cantarell',
  'Linux Biolinum O',
  'Liberation Sans Narrow',
  'TeX Gyre Adventor',
]
const MONO = [
  'DejaVu Sans Mono',
  'Liberation Mono',
  'Latin Modern Mono',
  'Inconsolata',
  'Hack',
  'Courier Prime',
  'TeX Gyre Cursor',
]
const SHEETS: readonly (readonly [number, number])[] = [
  [210, 297],
  [210, 297],
  [210, 297],
  [216, 279],
  [148, 210],
  [176, 250],
  [280, 210],
]

/** Numbers 0..1, the same for the same seed (mulberry32). */
export function drawer(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function drawStyle(seed: number, title: string, language: string): Style {
  const next = drawer(seed)
  const one = <T>(...some: readonly T[]): T => some[Math.floor(next() * some.length)] as T
  const often = (share: number) => next() < share
  const [width, height] = one(...SHEETS)
  const wide = width >= 200
  const columns = wide ? one(1, 1, 2, 2, 2, 3) : 1
  const size = columns === 3 ? one(7.5, 8, 8.5) : columns === 2 ? one(8.5, 9, 9.5, 10) : one(9, 10, 10.5, 11, 12)
  const cjk = language === 'ja' ? ', "Noto Serif CJK JP"' : language.startsWith('zh') ? ', "Noto Serif CJK SC"' : ''
  const body = one(one(...SERIF), one(...SERIF), one(...SANS))
  const heads = often(0.5) ? body : one(...SANS)
  const justified = often(0.65)
  const indented = often(0.45)
  const gap = indented ? one(0, 0, 0.2) : one(0.4, 0.6, 0.8, 1)
  const headWeight = one(700, 700, 700, 400)
  const scale = headWeight === 400 ? one(1.25, 1.4, 1.6) : one(1, 1.05, 1.1, 1.2, 1.35)
  const codeBox = one(
    '',
    '',
    'border: 0.5pt solid #888; padding: 0.4em;',
    'background: #eee; padding: 0.4em;',
    'margin-left: 1.5em;',
    'border-left: 2pt solid #999; padding-left: 0.6em;',
  )
  const table = one(
    'body :is(td, th) { border: 0.5pt solid #000 !important }',
    'body table { border: solid #000 !important; border-width: 1pt 0 !important } body tr:first-child > * { border-bottom: 0.5pt solid #000 !important }',
    'body tr { border-bottom: 0.4pt solid #999 !important }',
    'body tr:nth-child(even) { background: #e8e8e8 !important }',
    'body tr:first-child > * { background: #444 !important; color: #fff !important }',
    '',
  )
  const note = one(
    'border: 0.8pt solid #000; padding: 0.6em;',
    'background: #e9eef4; padding: 0.6em; border-radius: 3mm;',
    'margin-left: 2em; font-size: 92%;',
    'border-top: 0.6pt solid #000; border-bottom: 0.6pt solid #000; padding: 0.4em 0;',
  )
  const beside = columns === 1 && often(0.2)
  const bullets = one('disc', 'disc', 'square', '"– "', '"• "', 'circle')
  const css = `
    html, body { margin: 0 !important; padding: 0 !important; background: #fff !important; max-width: none !important; width: auto !important }
    body * { float: none !important; position: static !important; max-width: 100% !important;
      font-family: "${body}"${cjk}, serif !important; text-align: inherit !important; color: #000 }
    body { font: ${size}pt/${one(1.15, 1.25, 1.35, 1.5)} "${body}"${cjk}, serif !important; color: #000 !important;
      text-align: ${justified ? 'justify' : 'left'}; hyphens: ${justified ? 'auto' : 'manual'};
      column-count: ${columns}; column-gap: ${one(5, 6, 8)}mm; ${often(0.3) ? 'column-rule: 0.4pt solid #000;' : ''} }
    body :is(p, li, dd, dt, td, th, blockquote, div, section, span, a) { font-size: inherit !important; line-height: inherit !important }
    body a { text-decoration: ${one('none', 'none', 'underline')} !important }
    body p { margin: 0 0 ${gap}em !important; ${indented ? `text-indent: ${one(1, 1.5, 2)}em;` : ''} }
    body :is(h1, h2, h3, h4, h5, h6) { font-family: "${heads}"${cjk}, sans-serif !important; font-weight: ${headWeight} !important;
      font-style: ${one('normal', 'normal', 'normal', 'italic')}; margin: ${one(0.6, 1, 1.4)}em 0 ${one(0.2, 0.4, 0.8)}em !important; padding: 0 !important;
      text-align: ${one('left', 'left', 'left', 'center')} !important; text-transform: ${one('none', 'none', 'none', 'none', 'uppercase')};
      border: 0 !important; background: none !important; text-indent: 0; ${often(0.15) ? 'border-bottom: 0.6pt solid #000 !important;' : ''} hyphens: manual }
    body h1 { font-size: ${(size * scale * one(1.3, 1.6, 2)).toFixed(1)}pt !important; ${columns > 1 && often(0.6) ? 'column-span: all;' : ''} }
    body h2 { font-size: ${(size * scale * one(1.1, 1.25, 1.4)).toFixed(1)}pt !important }
    body :is(h3, h4, h5, h6) { font-size: ${(size * scale).toFixed(1)}pt !important }
    body :is(h1, h2, h3, h4, h5, h6) * { font: inherit !important }
    body :is(ul, ol) { margin: ${one(0, 0.3, 0.6)}em 0 !important; padding-left: ${one(1.2, 1.8, 2.5)}em !important }
    body ul { list-style: ${bullets} outside !important } body ol { list-style: ${one('decimal', 'decimal', 'lower-alpha', 'lower-roman')} outside !important }
    body li { margin: ${one(0, 0, 0.3)}em 0 !important }
    body :is(pre, pre *, code, tt, kbd, samp) { font-family: "${one(...MONO)}"${cjk}, monospace !important }
    body pre { font-size: ${one(0.8, 0.85, 0.9, 1)}em !important; line-height: ${one(1.1, 1.2, 1.35)} !important; white-space: pre-wrap !important;
      text-align: left !important; hyphens: manual; margin: 0.6em 0 !important; padding: 0; border: 0; background: none; overflow-wrap: anywhere; ${codeBox} }
    body pre * { background: none !important }
    body table { border-collapse: collapse !important; border-spacing: 0; width: ${one('auto', 'auto', '100%')} !important; margin: 0.6em ${one('0', 'auto')} !important;
      text-align: left !important; hyphens: manual; text-indent: 0; background: none !important }
    body :is(td, th) { padding: ${one(0.1, 0.2, 0.4)}em ${one(0.4, 0.6, 1)}em !important; border: 0; vertical-align: top; background: none }
    ${table}
    body :is(.note, .warning, .tip, .caution, .important, .admonition, .sidebar, aside, blockquote) { ${note} margin-top: 0.8em !important; margin-bottom: 0.8em !important; ${beside ? `float: right !important; width: 38% !important; margin-left: 5mm !important;` : ''} }
    body img { max-width: 100% !important; max-height: 60mm !important; height: auto !important }
    body :is(caption, figcaption) { font-size: 88% !important; text-align: ${one('left', 'center')} !important; ${often(0.4) ? 'font-style: italic;' : ''} }`
  const line = (text: string) =>
    `<div style="font: ${(size * 0.85).toFixed(1)}pt '${one(body, heads)}'; width: 100%; padding: 0 ${width / 10}mm; display: flex; justify-content: ${one('space-between', 'space-between', 'center')}">${text}</div>`
  const number = `<span class="pageNumber"></span>`
  const name = `<span>${title.slice(0, 60).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</span>`
  return {
    name: `${columns}-columns`,
    css,
    width,
    height,
    margin: one(14, 18, 20, 25),
    header: often(0.4) ? line(one(`${name}${number}`, name, `${number}${name}`)) : null,
    footer: often(0.5) ? line(one(number, `<span>– ${number} –</span>`, `${name}${number}`)) : null,
  }
}
