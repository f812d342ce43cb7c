/** How the machine and the work do: now, and over the last day. */
import { useEffect, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Distribution, MonitorView, Pace, Sample } from '../../src-preload/monitor.ts'
import { bridge } from '../bridge.ts'
import { showDialog, useWindow } from '../store.ts'
import { Sheet } from '../ui/dialog.tsx'
import { fileSize, rate } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { Chart } from './chart.tsx'
import './monitor.css'

const LOOK_MS = 2000
/** A sample a minute is kept. */
const DAY_MS = 60_000
const GB = 1_000_000_000
/** Where Inkleaf did not run for longer than this there is no line, ms. */
const GAP_MS = 180_000

type Span = 'minutes' | 'day'

export function MonitorSheet() {
  const { t } = useTranslation()
  const isOpen = useWindow((state) => state.dialog === 'monitor')
  return (
    <Sheet title={t('monitor.title')} isOpen={isOpen} onClose={() => showDialog(null)} wide>
      <Monitor />
    </Sheet>
  )
}

function Monitor() {
  const { t } = useTranslation()
  const [view, setView] = useState<MonitorView | null>(null)
  const [day, setDay] = useState<readonly Sample[]>([])
  const [span, setSpan] = useState<Span>('minutes')
  useEffect(() => {
    const look = () => void bridge.call('monitor.look', {}).then(setView, () => {})
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (span !== 'day') return
    const look = () => void attempt(bridge.call('monitor.history', {})).then((samples) => samples && setDay(samples))
    look()
    const timer = setInterval(look, DAY_MS)
    return () => clearInterval(timer)
  }, [span])
  if (!view) return <p className="note">{t('monitor.looking')}</p>
  return (
    <div className="monitor">
      <PaceNote view={view} />
      <ToggleButtonGroup
        className="segments"
        aria-label={t('monitor.span')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[span]}
        onSelectionChange={(keys) => setSpan([...keys][0] as Span)}
      >
        {(['minutes', 'day'] as const).map((one) => (
          <ToggleButton key={one} id={one} className="segment">
            {t(`monitor.spans.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Charts samples={span === 'day' ? withGaps(day) : view.recent} pace={view.pace} />
      <Summary view={view} />
    </div>
  )
}

/** How many pages are at work, and why no more. */
function PaceNote({ view: { pace, now } }: { view: MonitorView }) {
  const { t } = useTranslation()
  return (
    <p className={pace.memory === 'waiting' ? 'note note-bad' : 'note'}>
      {now.pagesInFlight === 0
        ? t('monitor.nothingAtWork')
        : t('monitor.atWork', { count: now.pagesInFlight, allowed: pace.pages })}{' '}
      {pace.memory !== 'free' && t(`monitor.memory.${pace.memory}`)}
      {pace.memory === 'free' && now.pagesInFlight > 0 && t(`monitor.reasons.${pace.reason}`)}
    </p>
  )
}

function Charts({ samples, pace }: { samples: readonly (Sample | Gap)[]; pace: Pace }) {
  const { t, i18n } = useTranslation()
  const times = samples.map(({ at }) => at)
  const of = (key: keyof Sample) => samples.map((one) => (isGap(one) ? null : one[key]))
  const held = samples.map((one) => (isGap(one) ? null : one.appBytes + one.engineBytes))
  const same = (value: number) => times.map(() => value)
  const common = { times, locale: i18n.language }
  const hasGpu = samples.some((one) => !isGap(one) && one.gpuBytes !== null)
  if (samples.length < 2) return <p className="note">{t('monitor.nothingYet')}</p>
  return (
    <div className="charts">
      <Chart
        {...common}
        title={t('monitor.pages')}
        format={rate}
        least={0.1}
        lines={[{ label: t('monitor.perSecond'), values: of('pagesPerSecond'), colour: '--accent' }]}
      />
      <Chart
        {...common}
        title={t('monitor.secondsPerPage')}
        format={rate}
        least={1}
        lines={[{ label: t('monitor.mean'), values: of('secondsPerPage'), colour: '--accent' }]}
      />
      <Chart
        {...common}
        title={t('monitor.memoryTitle')}
        format={size}
        least={GB}
        lines={[
          { label: t('monitor.inkleaf'), values: held, colour: '--accent' },
          { label: t('monitor.engines'), values: of('engineBytes'), colour: '--good' },
          { label: t('monitor.all'), values: of('memoryUsedBytes'), colour: '--ink-soft' },
          {
            label: t(pace.ownCeilingBytes === null ? 'monitor.ceiling' : 'monitor.ownCeiling'),
            values: same(pace.ownCeilingBytes ?? pace.machineCeilingBytes),
            colour: '--warn',
            dashed: true,
          },
        ]}
      />
      <Chart
        {...common}
        title={t('monitor.processor')}
        format={(value) => `${Math.round(value)}%`}
        least={100}
        lines={[
          { label: t('monitor.inkleaf'), values: of('ownCpuPercent'), colour: '--accent' },
          { label: t('monitor.all'), values: of('cpuPercent'), colour: '--ink-soft' },
        ]}
      />
      {hasGpu && (
        <Chart
          {...common}
          title={t('monitor.gpu')}
          format={size}
          least={GB}
          lines={[
            { label: t('monitor.inkleaf'), values: of('gpuBytes'), colour: '--accent' },
            { label: t('monitor.ceiling'), values: same(pace.gpuCeilingBytes ?? 0), colour: '--warn', dashed: true },
          ]}
        />
      )}
      <Chart
        {...common}
        title={t('monitor.queue')}
        format={(value) => String(Math.round(value))}
        least={4}
        whole
        lines={[
          { label: t('monitor.working'), values: of('pagesInFlight'), colour: '--accent' },
          { label: t('monitor.waiting'), values: of('pagesWaiting'), colour: '--ink-soft' },
        ]}
      />
      <Chart
        {...common}
        title={t('monitor.faults')}
        format={(value) => String(Math.round(value))}
        least={4}
        whole
        lines={[
          { label: t('monitor.errors'), values: of('errors'), colour: '--accent' },
          { label: t('monitor.restarts'), values: of('restarts'), colour: '--warn' },
        ]}
      />
    </div>
  )
}

function Summary({ view }: { view: MonitorView }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 })
  const row = (label: string, of: Distribution | null) => (
    <tr>
      <th scope="row">{label}</th>
      {of ? (
        [of.mean, of.p50, of.p95].map((value, at) => <td key={TITLES[at]}>{number.format(value)}</td>)
      ) : (
        <td colSpan={TITLES.length}>–</td>
      )}
    </tr>
  )
  return (
    <>
      <table className="monitor-table">
        <caption>{t('monitor.secondsPerPage')}</caption>
        <thead>
          <tr>
            <td />
            {TITLES.map((title) => (
              <th key={title} scope="col">
                {t(`monitor.${title}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t('monitor.last', { count: 10 }), view.last10)}
          {row(t('monitor.last', { count: 100 }), view.last100)}
        </tbody>
      </table>
      <p className="note">
        {[
          t('monitor.pagesRead', { count: view.pagesCompleted }),
          t('monitor.pagesFailed', { count: view.pagesFailed }),
          t('monitor.restartsSince', { count: view.restarts }),
        ].join(' · ')}
      </p>
    </>
  )
}

/** On an axis, too. */
function size(bytes: number): string {
  return bytes === 0 ? '0' : fileSize(bytes)
}

const TITLES = ['mean', 'p50', 'p95'] as const

interface Gap {
  at: number
  isGap: true
}

function isGap(one: Sample | Gap): one is Gap {
  return 'isGap' in one
}

function withGaps(samples: readonly Sample[]): (Sample | Gap)[] {
  return samples.flatMap((one, at) => {
    const before = samples[at - 1]
    return before && one.at - before.at > GAP_MS ? [{ at: before.at + 1, isGap: true as const }, one] : [one]
  })
}
