/** Boxes on every page in which nothing is read: stamps, heads, margins. They are drawn on one of the pages. */
import { X } from 'lucide-react'
import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobOptions } from '../../src-preload/model.ts'
import { pictureUrl } from '../bridge.ts'
import { IconButton, TextButton } from '../ui/button.tsx'
import { pointOnPage, type Rectangle, rectangleOf } from './selection.ts'
import './ignore-regions.css'

type Region = JobOptions['ignoreRegions'][number]

const MAX_REGIONS = 50
/** Of the page: less is a click, not a box. */
const MIN_SIDE = 0.008

interface IgnoreRegionsProps {
  jobId: string
  page: number
  regions: readonly Region[]
  onChange: (regions: Region[]) => void
}

export function IgnoreRegions({ jobId, page, regions, onChange }: IgnoreRegionsProps) {
  const { t } = useTranslation()
  const sheet = useRef<HTMLDivElement>(null)
  const from = useRef<[number, number] | null>(null)
  const [band, setBand] = useState<Rectangle | null>(null)
  const at = (event: PointerEvent): [number, number] => {
    const place = sheet.current?.getBoundingClientRect()
    const [x, y] = place ? pointOnPage(event, place, 0) : [0, 0]
    return [within(x), within(y)]
  }
  const end = (event: PointerEvent) => {
    if (!from.current) return
    const { left, top, right, bottom } = rectangleOf(from.current, at(event))
    from.current = null
    setBand(null)
    if (right - left < MIN_SIDE || bottom - top < MIN_SIDE || regions.length >= MAX_REGIONS) return
    onChange([...regions, [left, top, right, bottom]])
  }
  return (
    <div className="regions">
      <div
        ref={sheet}
        className="regions-sheet"
        onPointerDown={(event) => {
          if (event.button !== 0 || event.target instanceof Element === false || event.target.closest('button')) return
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = at(event)
        }}
        onPointerMove={(event) => from.current && setBand(rectangleOf(from.current, at(event)))}
        onPointerUp={end}
        onPointerCancel={() => {
          from.current = null
          setBand(null)
        }}
      >
        <img src={pictureUrl(jobId, page, 'page')} alt={t('document.picture', { n: page })} draggable={false} />
        {regions.map((region, n) => (
          <div key={region.join()} className="region" style={placeOf(region)}>
            <IconButton
              icon={X}
              label={t('regions.remove', { n: n + 1 })}
              onPress={() => onChange(regions.filter((other) => other !== region))}
            />
          </div>
        ))}
        {band && <div className="region region-new" style={placeOf([band.left, band.top, band.right, band.bottom])} />}
      </div>
      <p className="note">{t('regions.hint')}</p>
      {regions.length > 0 && <TextButton onPress={() => onChange([])}>{t('regions.clear')}</TextButton>}
    </div>
  )
}

/** To a tenth of a percent, as the command line takes it. */
function within(value: number): number {
  return Math.round(1000 * Math.min(1, Math.max(0, value))) / 1000
}

function placeOf([left, top, right, bottom]: Region) {
  const percent = (value: number) => `${100 * value}%`
  return { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) }
}
