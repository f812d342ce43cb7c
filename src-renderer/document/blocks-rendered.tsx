/**
 * A page's blocks as a document: what Markdown would show, with tables' spans and pictures cut out of the page. Each block is
 * bound to its lines on the picture, and can be edited where it stands.
 */
import type { Element, Nodes } from 'hast'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { Pencil } from 'lucide-react'
import { defaultHandlers, toHast } from 'mdast-util-to-hast'
import { createContext, lazy, memo, type ReactNode, Suspense, useContext } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { useTranslation } from 'react-i18next'
import type { DoubtfulWord } from '../../src-preload/doubts.ts'
import { blockText, currentText, editedBlocks, PICTURES, printedText } from '../../src-preload/edits.ts'
import { FORMULA_CLASSES } from '../../src-preload/inline.ts'
import type { PageView } from '../../src-preload/model.ts'
import { oneBody } from '../../src-preload/table-body.ts'
import { blocksToNamedTree, partsOf } from '../../src-preload/tree.ts'
import { engineName } from '../engine/engine-name.ts'
import { useDoubts, useLookedAt } from '../proofreading/use-doubts.ts'
import { showWordOn } from '../proofreading/walk.ts'
import { IconButton, TextButton } from '../ui/button.tsx'
import { BlockEditor } from './block-editor.tsx'
import { changePages } from './change-page.ts'
import { useDocument } from './data.ts'
import { type Mark, markRanges, markWords, placeShown } from './mark-words.ts'
import { lineKey, point, typeEdit, useView } from './view-state.ts'
import { wholeWords } from './whole-words.ts'

interface Props {
  jobId: string
  view: PageView
}

const SCHEMA = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), 'aside'],
  attributes: {
    ...defaultSchema.attributes,
    '*': [...(defaultSchema.attributes?.['*'] ?? []), 'dataBlock', 'dataPart'],
    code: [['className', /^language-./, ...Object.values(FORMULA_CLASSES)] as [string, ...(string | RegExp)[]]],
  },
}

const Page = createContext<Props | null>(null)

/** Nothing of it was ever markup: the tree's texts are the recognised characters, and its pictures are ours. */
export default memo(function BlocksRendered(props: Props) {
  const { view } = props
  const words = useView((state) => state.words)
  const doubts = useDoubts(view)
  const looked = useLookedAt(view.page)
  if (!view.result) return null
  const children = blocksToNamedTree(editedBlocks(view.result, view.edits), PICTURES)
  const html = toHast({ type: 'root', children }, { handlers: { code: codeBlock } })
  const safe = sanitize(oneBody(html), SCHEMA)
  const marked =
    doubts.length === 0
      ? safe
      : markRanges(safe, (id, shown, part) => doubtMarks(view, doubts, looked, id, shown, part))
  const tree = wholeWords(markWords(marked, words))
  const body = toJsxRuntime(tree, {
    Fragment,
    jsx,
    jsxs,
    passNode: true,
    components: COMPONENTS,
  })
  return <Page value={props}>{body}</Page>
})

function Link({ href, children }: { href?: string; children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

/** A word that is kept whole, or in doubt. */
function Span({ node, ...props }: { node?: Element | undefined; children?: ReactNode }) {
  const page = useContext(Page)
  const id = node?.properties.dataDoubt
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the proofreading bar leads there by the keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <span {...props} onClick={id === undefined ? undefined : () => page && showWordOn(page.view, String(id))} />
  )
}

/** Few pages have one. */
const Formula = lazy(() => import('./formula.tsx'))

/** Code, or LaTeX. */
function CodeOrFormula({ node, children, ...props }: { node?: Element | undefined; children?: ReactNode }) {
  const classes = node?.properties.className
  const isOf = (name: string) => Array.isArray(classes) && classes.includes(name)
  const code = <code {...props}>{children}</code>
  if (!node || (!isOf(FORMULA_CLASSES.inline) && !isOf(FORMULA_CLASSES.display))) return code
  return (
    <Suspense fallback={code}>
      <Formula latex={textOf(node)} displayed={isOf(FORMULA_CLASSES.display)} />
    </Suspense>
  )
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => textOf(child as Nodes)).join('') : ''
}

function Picture({ src = '', alt = '' }: { src?: string; alt?: string }) {
  const page = useContext(Page)
  // One that failed is asked for again after a reload.
  const epoch = useDocument((state) => state.epoch)
  if (!page) return null
  // `pictures/page-3-b5.png`, as the tree names it.
  const address = `pages/${encodeURIComponent(page.jobId)}/${page.view.page}/${src.split('-').at(-1)}`
  return <img key={epoch} src={address} alt={alt} title={alt} />
}

function doubtMarks(
  view: PageView,
  doubts: readonly DoubtfulWord[],
  looked: string | null,
  blockId: string,
  shown: string,
  part: number,
): Mark[] {
  return doubts
    .filter(({ block }) => block.id === blockId)
    .flatMap(({ id, block, start, end }): Mark[] => {
      const text = currentText(view, block)
      // A list's item or a heading is never parted.
      const [from, to] = partsOf(text)[part] ?? [0, text.length]
      if (start < from || end > to) return []
      const place = placeShown(shown, text.slice(from, to), start - from, end - from)
      const className = id === looked ? ['doubt', 'current'] : ['doubt']
      return place
        ? [{ start: place[0], end: place[1], tagName: 'span', properties: { className, dataDoubt: id } }]
        : []
    })
    .sort((one, other) => one.start - other.start)
}

/** The block is the whole of it, not the `code` within. */
const codeBlock: typeof defaultHandlers.code = (state, node) => {
  const pre = defaultHandlers.code(state, node)
  const [code] = pre.children
  if (code?.type === 'element') {
    pre.properties.dataBlock = code.properties.dataBlock
    delete code.properties.dataBlock
  }
  return pre
}

type LinkedProps = {
  children?: ReactNode
  node?: Element | undefined
  'data-block'?: string
  'data-part'?: string
}

function Linked({ node, 'data-block': id, 'data-part': part, ...props }: LinkedProps) {
  const name = node?.tagName ?? 'p'
  const Tag = name as 'p'
  return id === undefined ? (
    <Tag {...props} />
  ) : (
    <LinkedBlock id={id} name={name} isFirst={part === undefined} {...props} />
  )
}

/** Never made anew: what is selected in them would be lost. */
const COMPONENTS = {
  a: Link,
  span: Span,
  img: Picture,
  code: CodeOrFormula,
  aside: LeftOut,
  ...Object.fromEntries(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'table', 'li'].map((name) => [name, Linked])),
}

/** What stands on the page and the engine left out: the user says whether it belongs to the text. */
function LeftOut({ children, 'data-block': id = '' }: LinkedProps) {
  const { t } = useTranslation()
  const page = useContext(Page)
  const block = page?.view.result?.blocks.find((one) => one.id === id)
  if (!page || !block) return null
  const engine = engineName(page.view.result?.reading?.engine ?? '', t)
  const text = printedText(block)
  const { at } = page.view.edits.find(({ blockId }) => blockId === id) ?? {}
  const place = at === undefined ? {} : { at }
  const decide = (decided: string, step: 'document.stepAddLeftOut' | 'document.stepDropLeftOut') =>
    changePages(
      page.jobId,
      [{ view: page.view, edits: [{ blockId: id, text: decided, ...place }], checked: [] }],
      t(step, { text: text.slice(0, 40) }),
    )
  return (
    <aside className="doc-block left-out" data-block={id} aria-label={t('document.leftOut', { engine })}>
      <p className="left-out-label">{t('document.leftOut', { engine })}</p>
      <p>{children}</p>
      <span className="engine-actions">
        <TextButton onPress={() => decide(text, 'document.stepAddLeftOut')}>{t('document.addLeftOut')}</TextButton>
        <TextButton onPress={() => decide('', 'document.stepDropLeftOut')}>{t('document.dropLeftOut')}</TextButton>
      </span>
    </aside>
  )
}

interface LinkedBlockProps {
  id: string
  name: string
  /** The first of the parts that an empty line makes of a block: it has the editor of all. */
  isFirst: boolean
  children?: ReactNode
}

function LinkedBlock({ id, name, isFirst, ...props }: LinkedBlockProps) {
  const { t } = useTranslation()
  const page = useContext(Page)
  const block = page?.view.result?.blocks.find((one) => one.id === id)
  const number = page?.view.page ?? 0
  const key = lineKey(number, id)
  const draft = useView((state) => state.edits.get(key))
  const isPointed = useView(
    ({ pointed }) =>
      pointed === key ||
      (block?.lines.some((line) => lineKey(number, line.id) === pointed && pointed !== null) ?? false),
  )
  if (!page || !block) return null
  if (page.view.status === 'processing') {
    const Plain = name as 'p'
    return <Plain {...props} />
  }
  const edited = page.view.edits.find((edit) => edit.blockId === id)?.text ?? null
  // A list may hold nothing but items, and a table no button.
  const Outer = name === 'li' ? 'li' : 'div'
  const Tag = name as 'p'
  if (draft !== undefined && !isFirst) return null
  if (draft !== undefined)
    return (
      <Outer className="doc-block" data-block={id}>
        <BlockEditor jobId={page.jobId} view={page.view} block={block} draft={draft} />
      </Outer>
    )
  const edit = () => typeEdit(key, edited ?? blockText(block))
  return (
    // Its button does what a double click does.
    <Outer
      // Arabic and Hebrew run from the right.
      dir="auto"
      className={`doc-block ${isPointed ? 'pointed' : ''} ${edited === null ? '' : 'edited'}`}
      data-block={id}
      onPointerOver={(event) => {
        event.stopPropagation()
        point(key)
      }}
      onPointerLeave={() => point(null)}
      onDoubleClick={(event) => {
        event.stopPropagation()
        edit()
      }}
    >
      <span className="block-edit">
        <IconButton icon={Pencil} label={t('document.edit')} onPress={edit} />
      </span>
      {name === 'li' ? props.children : <Tag {...props} />}
    </Outer>
  )
}
