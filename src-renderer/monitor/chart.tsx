/** Values over time as lines, in the window's colours. What it shows is said in words beside it: a canvas tells nobody. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

export interface Line {
  label: string
  values: readonly (number | null)[]
  /** A variable of the style sheet. */
  colour: '--accent' | '--good' | '--warn' | '--ink-soft'
  /** A limit, not a value. */
  dashed?: boolean
}

interface ChartProps {
  title: string
  /** Milliseconds since 1970, ascending. */
  times: readonly number[]
  lines: readonly Line[]
  format(value: number): string
  locale: string
  /** What the axis shows at least. */
  least: number
  /** Counts: no halves. */
  whole?: boolean
}

const HEIGHT_PX = 130
const AXIS_PX = 64
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((step) => [1, 10, 100, 1000, 10_000, 100_000].map((power) => step * power))
  .sort((a, b) => a - b)
const TIMES_PX = 30
/** What a time takes at least. */
const TIME_PX = 90

export function Chart({ title, times, lines, format, locale, least, whole = false }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const data: uPlot.AlignedData = [times.map((at) => at / 1000), ...lines.map(({ values }) => [...values])]
  const latest = useRef(data)
  latest.current = data
  // Another set of lines, another language or other colours are another chart; other values are not.
  const theme = document.documentElement.dataset['theme']
  const shape = JSON.stringify([locale, theme, ...lines.map(({ label, colour }) => [label, colour])])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the lines are others
  useEffect(() => {
    const host = place.current
    if (!host) return
    const colour = (name: string) => getComputedStyle(host).getPropertyValue(name).trim()
    const axis = { stroke: colour('--ink-soft'), grid: { stroke: colour('--line'), width: 1 }, font: '11px system-ui' }
    const minutes = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
    const seconds = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', second: '2-digit' })
    const made = new uPlot(
      {
        width: host.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_chart, _least, most) => [0, Math.max(most * 1.1, least)] } },
        axes: [
          {
            ...axis,
            size: TIMES_PX,
            space: TIME_PX,
            values: (_chart, ticks, _axis, _space, step) =>
              ticks.map((at) => (step < 60 ? seconds : minutes).format(at * 1000)),
          },
          {
            ...axis,
            size: AXIS_PX,
            values: (_chart, ticks) => ticks.map(format),
            ...(whole ? { incrs: WHOLE_STEPS } : {}),
          },
        ],
        series: [
          {},
          ...lines.map(({ label, colour: name, dashed }) => ({
            label,
            stroke: colour(name),
            width: 1.5,
            points: { show: false },
            ...(dashed ? { dash: [4, 4] } : {}),
          })),
        ],
      },
      latest.current,
      host,
    )
    chart.current = made
    const resized = new ResizeObserver(() => made.setSize({ width: host.clientWidth, height: HEIGHT_PX }))
    resized.observe(host)
    return () => {
      resized.disconnect()
      made.destroy()
    }
  }, [shape])
  useEffect(() => chart.current?.setData(data))
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        {lines.map(({ label, values, colour, dashed }) => {
          const last = values.at(-1)
          return (
            <span key={label} className="chart-key">
              <span className={`chart-line ${dashed ? 'chart-dashed' : ''}`} style={{ color: `var(${colour})` }} />
              {label} {last === null || last === undefined ? '–' : format(last)}
            </span>
          )
        })}
      </figcaption>
      <div ref={place} aria-hidden />
    </figure>
  )
}
