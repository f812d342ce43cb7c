/** A drawn page with a ruled table, a formula and a paragraph. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { temporaryFolder } from './folders.ts'

export const PARAGRAPH = [
  'The harbour board publishes the height of the tide for each day',
  'of the year, in metres above the lowest water of all.',
]
export const ROWS = [
  ['Day', 'High', 'Low'],
  ['Monday', '4.1', '0.6'],
  ['Tuesday', '4.3', '0.4'],
  ['Wednesday', '4.4', '0.3'],
]
/** What the formula says, in LaTeX. */
export const LATEX = 'h(t) = a_0 + \\sum_{i=1}^n a_i \\cos(\\omega_i t + \\varphi_i)'

const COLUMNS = [120, 420, 720, 1020]
const TOP = 380
const ROW_PX = 60
const FORMULA: [font: string, text: string, x: number, y: number][] = [
  ['italic 44px serif', 'h(t) = a', 430, 760],
  ['italic 28px serif', '0', 580, 772],
  ['44px serif', '+', 610, 760],
  ['70px serif', '∑', 660, 775],
  ['italic 24px serif', 'i = 1', 660, 805],
  ['italic 24px serif', 'n', 680, 712],
  ['italic 44px serif', 'a  cos(ω t + φ )   (1)', 730, 760],
  ['italic 28px serif', 'i', 752, 772],
  ['italic 28px serif', 'i', 882, 772],
  ['italic 28px serif', 'i', 1000, 772],
]

/** The path of a PNG of 150 DPI. */
export function mixedPage(): string {
  const canvas = createCanvas(1240, 1754)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  context.font = '30px serif'
  for (const [at, line] of PARAGRAPH.entries()) context.fillText(line, 120, 900 + at * 44)
  const bottom = TOP + ROWS.length * ROW_PX
  for (const x of COLUMNS) context.fillRect(x, TOP, 2, bottom - TOP)
  for (let row = 0; row <= ROWS.length; row++) context.fillRect(120, TOP + row * ROW_PX, 900, 2)
  for (const [row, cells] of ROWS.entries())
    for (const [column, text] of cells.entries())
      context.fillText(text, (COLUMNS[column] ?? 0) + 20, TOP + row * ROW_PX + 42)
  for (const [font, text, x, y] of FORMULA) {
    context.font = font
    context.fillText(text, x, y)
  }
  const path = join(temporaryFolder(), 'mixed.png')
  writeFileSync(path, canvas.toBuffer('image/png'))
  return path
}
