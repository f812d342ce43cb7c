/** The menu at the pointer over a page's text: of the block that was pressed, then of the page. */
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import {
  type BlockKind,
  joined,
  kindOf,
  moved,
  TEXT_KINDS,
  withNewKind,
  withNewText,
} from '../../src-preload/block-edits.ts'
import { currentText, inPlace } from '../../src-preload/edits.ts'
import type { Block, PageView } from '../../src-preload/model.ts'
import { OUTER } from '../../src-preload/tree.ts'
import { type Action, ContextMenu } from '../ui/action-menu.tsx'
import { type BlockEdit, changePages } from './change-page.ts'
import { copyPages } from './export.ts'
import { lineKey, typeEdit, useView } from './view-state.ts'

interface PageMenuProps {
  jobId: string
  view: PageView
  children: React.ReactNode
}

export function PageMenu({ jobId, view, children }: PageMenuProps) {
  const { t } = useTranslation()
  return (
    <ContextMenu
      label={t('app.more')}
      actions={(target, hadSelection) => {
        // A field has the system's own menu, and so has what is selected.
        if (target.closest('textarea, input') || hadSelection) return []
        const id = target.closest('[data-block]')?.getAttribute('data-block')
        const block = view.result?.blocks.find((one) => one.id === id)
        return [
          ...(block ? blockActions(jobId, view, block, t) : []),
          {
            id: 'copyPage',
            label: t('document.copyPage'),
            run: () => void copyPages([view], useView.getState().tab),
          },
        ]
      }}
    >
      {children}
    </ContextMenu>
  )
}

/** `heading2` and the like, for menus and lists of choices. */
export const KINDS = ['text', 'heading1', 'heading2', 'heading3', 'list_item', 'code', 'caption', 'footnote'] as const
export type KindId = (typeof KINDS)[number]

export function kindId({ type, level }: BlockKind): KindId | null {
  if (type === 'heading') return `heading${Math.min(3, level ?? 1) as 1 | 2 | 3}`
  return KINDS.find((id) => id === type) ?? null
}

export function kindFrom(id: KindId): BlockKind {
  const [, level] = /^heading(\d)$/.exec(id) ?? []
  if (level) return { type: 'heading', level: Number(level) }
  return { type: id as Block['type'], ...(id === 'list_item' ? { level: 1 } : {}) }
}

/** Whether it is text that can be something else: no table, no picture. */
export function isText({ type }: BlockKind): boolean {
  return TEXT_KINDS.some((one) => one === type)
}

function blockActions(jobId: string, view: PageView, block: Block, t: TFunction): Action[] {
  const change = (edits: BlockEdit[], label: string) => () => void changePages(jobId, [{ view, edits }], label)
  const edit: Action = {
    id: 'edit',
    label: t('document.edit'),
    run: () => typeEdit(lineKey(view.page, block.id), currentText(view, block)),
  }
  const moves = (['up', 'down'] as const).flatMap((way) => {
    const one = moved(view, block, way)
    return one ? [{ id: way, label: t(`block.${way}`), run: change([one], t('block.stepMoved')) }] : []
  })
  if (!isText(kindOf(view, block))) return [edit, ...moves]
  const now = kindId(kindOf(view, block))
  const next = followingText(view, block)
  return [
    edit,
    ...(next
      ? [{ id: 'join', label: t('block.join'), run: change(joined(view, block, next), t('block.stepJoined')) }]
      : []),
    ...moves,
    ...KINDS.filter((id) => id !== now).map((id) => ({
      id,
      label: t('block.make', { kind: t(`block.${id}`) }),
      run: change([withNewKind(view, block, kindFrom(id))], t('block.stepKind', { kind: t(`block.${id}`) })),
    })),
    { id: 'remove', label: t('block.remove'), run: change([withNewText(view, block, '')], t('block.stepRemoved')) },
  ]
}

/** The next block of text that still has some. */
function followingText(view: PageView, block: Block): Block | undefined {
  const blocks = inPlace(view.result?.blocks ?? [], view.edits).filter(({ type }) => !OUTER.has(type))
  const after = blocks.slice(blocks.findIndex(({ id }) => id === block.id) + 1)
  const [next] = after.filter((one) => currentText(view, one).trim() !== '')
  return next && isText(kindOf(view, next)) ? next : undefined
}
