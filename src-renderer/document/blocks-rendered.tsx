/** A page's blocks as a document: what Markdown would show, with tables' spans and pictures cut out of the page. */
import { sanitize } from 'hast-util-sanitize'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { toHast } from 'mdast-util-to-hast'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { editedBlocks, PICTURES } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { oneBody } from '../../src-preload/table-body.ts'
import { blocksToTree } from '../../src-preload/tree.ts'

interface Props {
  jobId: string
  view: PageView
}

/** Nothing of it was ever markup: the tree's texts are the recognised characters, and its pictures are ours. */
export default function BlocksRendered({ jobId, view }: Props) {
  if (!view.result) return null
  const children = blocksToTree(editedBlocks(view.result, view.edits), PICTURES)
  const tree = sanitize(oneBody(toHast({ type: 'root', children })))
  return toJsxRuntime(tree, {
    Fragment,
    jsx,
    jsxs,
    components: {
      img: ({ src = '', alt = '' }) => (
        // `pictures/page-3-b5.png`, as the tree names it.
        <img src={`/pages/${encodeURIComponent(jobId)}/${view.page}/${src.split('-').at(-1)}`} alt={alt} title={alt} />
      ),
    },
  })
}
