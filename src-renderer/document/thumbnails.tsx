/** Small pictures of the pages, with their state; pressing one goes there. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageOutline } from '../../src-preload/model.ts'
import { pictureUrl } from '../bridge.ts'
import { useDocument } from './data.ts'
import { goTo } from './in-step.ts'
import { useView } from './view-state.ts'

const HEIGHT_PX = 116

interface ThumbnailsProps {
  jobId: string
  pages: readonly PageOutline[]
}

export function Thumbnails({ jobId, pages }: ThumbnailsProps) {
  const { t } = useTranslation()
  const current = useView((view) => view.current)
  const epoch = useDocument((state) => state.epoch)
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: pages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT_PX,
    overscan: 2,
    useFlushSync: false,
  })
  const at = pages.findIndex((page) => page.page === current)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the page that is looked at
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at])
  return (
    <nav className="thumbnails" ref={scroller} aria-label={t('document.pages')}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const page = pages[index]
          return (
            page && (
              <button
                type="button"
                key={page.page}
                className={`thumbnail thumbnail-${page.status}`}
                style={{ transform: `translateY(${start}px)`, height: HEIGHT_PX }}
                aria-current={page.page === current ? 'page' : undefined}
                onClick={() => goTo(page.page)}
              >
                <img
                  // One that failed is asked for again when the page has been read.
                  key={`${page.status} ${epoch}`}
                  src={pictureUrl(jobId, page.page, 'thumb')}
                  alt=""
                  loading="lazy"
                  draggable={false}
                  onError={({ currentTarget }) => {
                    currentTarget.style.visibility = 'hidden'
                  }}
                />
                <span>
                  {page.page}
                  <span className="visually-hidden"> {t(stateKey(page))}</span>
                </span>
              </button>
            )
          )
        })}
      </div>
    </nav>
  )
}

function stateKey({ status }: PageOutline) {
  return `state.${status}` as const
}
