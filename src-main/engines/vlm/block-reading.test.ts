/** A page shown block by block, with readers that fail, loop or are slow. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import pLimit from 'p-limit'
import { expect, it } from 'vitest'
import type { Block } from '../../../src-preload/model.ts'
import { InkleafError } from '../../errors.ts'
import { type AskBlock, readBlocks } from './block-reading.ts'
import { blocksOfElement } from './element.ts'

const page = await loadImage(createCanvas(100, 200).toBuffer('image/png'))

function block(n: number, more: Partial<Block> = {}): Block {
  const bbox: Block['bbox'] = [0, n / 10, 0.5, (n + 1) / 10]
  const lines = [{ id: `l${n}`, text: `line ${n}`, quad: null, confidence: 0.9 }]
  return { id: `b${n}`, type: 'text', bbox, order: n, lines, ...more }
}

function reading(blocks: Block[], ask: AskBlock, signal = new AbortController().signal) {
  const streamed: string[] = []
  const onDelta = (text: string) => streamed.push(text)
  const done = readBlocks({ blocks }, page, ask, { mode: 'markdown', signal, turn: pLimit(4), onDelta })
  return { done, streamed }
}

const answer = (text: string) => ({ text, warnings: [] })

it('shows each block alone, and figures and running heads not at all', async () => {
  const shown: string[] = []
  const blocks = [block(0, { type: 'header' }), block(1), block(2, { type: 'figure' }), block(3, { type: 'table' })]
  const { done } = reading(blocks, async ({ widthPx, heightPx, element }) => {
    shown.push(`${element} ${widthPx} x ${heightPx}`)
    return answer('x')
  })
  await done
  expect(shown).toEqual(['text 50 x 20', 'table 50 x 20'])
})

it('texts that are made at the same time are told one after the other', async () => {
  const tell: ((text: string) => void)[] = []
  const end: (() => void)[] = []
  const { done, streamed } = reading([block(0), block(1)], async (_crop, _signal, onDelta) => {
    tell.push(onDelta)
    await new Promise<void>((go) => end.push(go))
    return answer('')
  })
  await Promise.resolve()
  tell[1]?.('second')
  tell[0]?.('fir')
  expect(streamed).toEqual(['fir'])
  end[1]?.()
  tell[0]?.('st')
  end[0]?.()
  await done
  expect(streamed.join('')).toBe('first\n\nsecond\n\n')
})

it('a block that goes round in circles is cut, and the others are read', async () => {
  let asked = 0
  const { done } = reading([block(0), block(1)], async (_crop, signal, onDelta) => {
    if (asked++ > 0) return answer('line 1')
    for (let n = 0; n < 100 && !signal.aborted; n++) onDelta('over and over and on. ')
    signal.throwIfAborted()
    throw new Error('it was not stopped')
  })
  const { read, warnings } = await done
  expect(read.map(({ text }) => text)).toEqual(['over and over and on.', 'line 1'])
  expect(warnings.map(({ code }) => code)).toEqual(['answer_looped'])
})

/** Fails on what is narrow, so many times. */
function failing(error: InkleafError, times = Number.POSITIVE_INFINITY) {
  let failed = 0
  const narrow = block(1, { bbox: [0, 0.1, 0.25, 0.2] })
  return reading([block(0), narrow, block(2)], async ({ widthPx }) => {
    if (widthPx === 25 && failed++ < times) throw error
    return answer('read')
  }).done
}

it('a block that the model fails on is shown to it once more, then costs the others nothing', async () => {
  const error = new InkleafError('unexpected', 'defect', 'The crop is too narrow.')
  expect((await failing(error, 1)).read.map(({ from }) => from?.id)).toEqual(['b0', 'b1', 'b2'])
  const { read, warnings } = await failing(error)
  expect(read.map(({ from }) => from?.id)).toEqual(['b0', 'b2'])
  expect(warnings).toEqual([{ code: 'block_unread', message: expect.stringContaining('too narrow') }])
  const gone = new InkleafError('engine_gone', 'transient', 'It ended.', { scope: 'engine' })
  await expect(failing(gone)).rejects.toThrow('ended')
})

it('where no block can be read the page says why; where there is none to show, that is no failure', async () => {
  const broken = async () => {
    throw new InkleafError('unexpected', 'defect', 'The model is out of sorts.')
  }
  await expect(reading([block(0), block(1)], broken).done).rejects.toThrow('out of sorts')
  const nothing = reading([block(0, { type: 'figure' }), block(1, { type: 'page_number' })], broken)
  expect(await nothing.done).toEqual({ read: [], warnings: [], isEmpty: false })
  expect((await reading([block(0)], async () => answer(' ')).done).isEmpty).toBe(true)
})

it('a cancelled page is asked for no further block', async () => {
  const stop = new AbortController()
  let asked = 0
  const blocks = Array.from({ length: 9 }, (_, n) => block(n))
  const { done } = reading(
    blocks,
    async (_crop, signal) => {
      asked++
      stop.abort(new Error('cancelled'))
      signal.throwIfAborted()
      return answer('')
    },
    stop.signal,
  )
  await expect(done).rejects.toThrow('cancelled')
  expect(asked).toBe(1)
})

it('only LaTeX means anything in the text of a block', () => {
  const read = (text: string, more: Partial<Block> = {}) => blocksOfElement(text, block(0, more), 'markdown')[0]
  expect(read('* Not in winter;\nC:\\_tides costs $5 and # 3 <b>')).toMatchObject({
    type: 'text',
    text: '* Not in winter; C:\\_tides costs $5 and # 3 <b>',
  })
  expect(read('The height \\(h_0\\) is $2\\,\\mathrm{m}$.')?.content).toEqual([
    { text: 'The height ' },
    { text: 'h_0', latex: true },
    { text: ' is ' },
    { text: '2\\,\\mathrm{m}', latex: true },
    { text: '.' },
  ])
  expect(read('`$HOME` and `$PATH` at https://a.b/?x=$1&y=$2')).toEqual(
    expect.objectContaining({ text: '`$HOME` and `$PATH` at https://a.b/?x=$1&y=$2' }),
  )
  expect(read('`$HOME` and `$PATH`')?.content).toBeUndefined()
  expect(read('Tides', { type: 'heading', level: 2 })).toMatchObject({ type: 'heading', level: 2, text: 'Tides' })
  expect(read('if (ebb) {\n  go()\n}', { type: 'code' })?.text).toBe('if (ebb) {\n  go()\n}')
  expect(read('\\[\nE = mc^2\n\\]', { type: 'formula' })?.text).toBe('E = mc^2')
  expect(read('<fcel>Day<fcel>High<nl><fcel>Monday<fcel>4.1<nl>', { type: 'table' })?.grid).toMatchObject({
    rows: 2,
    columns: 2,
  })
})
