/** Drops what a page's pixels carry for nothing: most pages are grey, and none is seen through. */

/** `channels` bytes a pixel, row by row from the top left: 1 is grey, 3 is RGB. */
export interface PackedPixels {
  data: Uint8Array<ArrayBuffer>
  channels: 1 | 3
}

/** From opaque RGBA, 4 bytes a pixel. The result's memory is its own, so that it can go to another thread. */
export function packPixels(rgba: Uint8ClampedArray): PackedPixels {
  return grey(rgba) ?? rgb(rgba)
}

function grey(rgba: Uint8ClampedArray): PackedPixels | null {
  const data = new Uint8Array(rgba.length / 4)
  for (let at = 0, from = 0; at < data.length; at++, from += 4) {
    const red = rgba[from] as number
    if (red !== rgba[from + 1] || red !== rgba[from + 2]) return null
    data[at] = red
  }
  return { data, channels: 1 }
}

function rgb(rgba: Uint8ClampedArray): PackedPixels {
  const data = new Uint8Array((rgba.length / 4) * 3)
  for (let at = 0, from = 0; at < data.length; at += 3, from += 4) {
    data[at] = rgba[from] as number
    data[at + 1] = rgba[from + 1] as number
    data[at + 2] = rgba[from + 2] as number
  }
  return { data, channels: 3 }
}
