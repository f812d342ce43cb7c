import { expect, it } from 'vitest'
import { packPixels } from './pack-pixels.ts'

it('a grey page is one byte a pixel', () => {
  const { data, channels } = packPixels(Uint8ClampedArray.of(7, 7, 7, 255, 200, 200, 200, 255))
  expect({ data: [...data], channels }).toEqual({ data: [7, 200], channels: 1 })
})

it('a page with one coloured pixel keeps its colours', () => {
  const { data, channels } = packPixels(Uint8ClampedArray.of(7, 7, 7, 255, 200, 100, 50, 255))
  expect({ data: [...data], channels }).toEqual({ data: [7, 7, 7, 200, 100, 50], channels: 3 })
})
