/** A word as it is printed, large, with what stands beside it. */
import type { DoubtfulWord } from '../../src-preload/doubts.ts'
import type { PageResult } from '../../src-preload/model.ts'
import { pictureUrl } from '../bridge.ts'
import { lineBox } from '../document/line-box.ts'

const [WIDTH_PX, HEIGHT_PX] = [380, 60]
/** The line's box in the picture's height. */
const LINE_PX = 34

export function Crop({ jobId, result, word }: { jobId: string; result: PageResult; word: DoubtfulWord }) {
  const { quad } = word.line
  if (!quad) return null
  const aspect = result.widthPx / result.heightPx
  const { left, top, width, height, degrees } = lineBox(quad, aspect)
  const pagePx = LINE_PX / Math.max(height, 0.001)
  const [start, end] = word.doubt.place.map((part) => part * width * pagePx) as [number, number]
  // The word is in the middle, and the line's start no further right than the crop's.
  const shift = Math.min(12, WIDTH_PX / 2 - (start + end) / 2)
  const above = (HEIGHT_PX - LINE_PX) / 2
  return (
    <div className="crop" style={{ width: WIDTH_PX, height: HEIGHT_PX }}>
      <img
        src={pictureUrl(jobId, result.page, 'page')}
        alt=""
        draggable={false}
        style={{
          width: pagePx,
          height: pagePx / aspect,
          transform: `translate(${shift}px, ${above}px) rotate(${-degrees}deg) translate(${-left * pagePx}px, ${(-top * pagePx) / aspect}px)`,
        }}
      />
      <span
        className="crop-word"
        style={{ left: shift + start - 2, width: end - start + 4, top: above - 3, height: LINE_PX + 6 }}
      />
    </div>
  )
}
