/** Markdown with GFM's tables, and formulas by KaTeX. Sanitised before KaTeX adds its own elements. */
import 'katex/dist/katex.min.css'
import Markdown from 'react-markdown'
import rehypeKatex from 'rehype-katex'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'

const schema = {
  ...defaultSchema,
  // A picture's address would be a call to somewhere else.
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img'),
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, 'math-inline', 'math-display']],
  },
} as typeof defaultSchema

export default function MarkdownRendered({ source }: { source: string }) {
  return (
    <Markdown
      remarkPlugins={[remarkGfm, remarkMath]}
      rehypePlugins={[
        [rehypeSanitize, schema],
        [rehypeKatex, { trust: false, maxSize: 20, maxExpand: 200 }],
      ]}
      components={{
        // A link that was read is text: it is shown, and leads nowhere by itself.
        a: ({ children, href }) => <span title={href}>{children}</span>,
      }}
    >
      {source}
    </Markdown>
  )
}
