/** A page's picture, with its words over it: to be selected, pointed at, marked. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageOutline, PageView } from '../../src-preload/model.ts'
import { pictureUrl } from '../bridge.ts'
import { Boxes } from './boxes.tsx'
import { A4, useDocument } from './data.ts'
import { NoPicture } from './no-picture.tsx'
import { TextLayer } from './text-layer.tsx'
import { useHeldPage } from './use-held-page.ts'
import { useView, type ViewState } from './view-state.ts'

type Turn = ViewState['turn']

interface PagePictureProps {
  jobId: string
  outline: PageOutline
  widthPx: number
}

export function PagePicture({ jobId, outline, widthPx }: PagePictureProps) {
  const { t } = useTranslation()
  const { page } = outline
  const view = useHeldPage(page)
  const turn = uprightTurn(
    useView((state) => state.turn),
    view,
  )
  const [natural, setNatural] = useState<number | null>(null)
  const epoch = useDocument((state) => state.epoch)
  // A picture that failed is tried again after a reload.
  const [failedIn, setFailedIn] = useState<number | null>(null)
  const aspect = natural ?? outline.aspect ?? A4
  const url = pictureUrl(jobId, page, 'page')
  const sideways = turn % 180 !== 0
  return (
    <figure
      className="leaf picture"
      data-page={page}
      aria-label={t('document.picture', { n: page })}
      style={{ width: widthPx, aspectRatio: sideways ? 1 / aspect : aspect }}
    >
      <div
        className="picture-turned"
        style={{
          width: sideways ? `${aspect * 100}%` : '100%',
          aspectRatio: aspect,
          transform: `translate(-50%, -50%) rotate(${turn}deg)`,
        }}
      >
        {failedIn === epoch ? (
          <NoPicture jobId={jobId} url={url} />
        ) : (
          <img
            src={url}
            alt=""
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setNatural(naturalWidth / naturalHeight)}
            onError={() => setFailedIn(epoch)}
          />
        )}
        {view?.result && (
          <>
            <Boxes view={view} turn={turn} />
            <TextLayer page={page} result={view.result} />
          </>
        )}
      </div>
    </figure>
  )
}

/** A page that lies on its side is shown as it was read. */
function uprightTurn(turn: Turn, view: PageView | null): Turn {
  return ((turn + (view?.result?.rotation ?? 0)) % 360) as Turn
}
