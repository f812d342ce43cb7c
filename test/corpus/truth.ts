/** What a document is made of, read from its source. */

export interface TruthCell {
  row: number
  column: number
  rowSpan: number
  columnSpan: number
  text: string
}

export interface TruthBlock {
  type:
    | 'heading'
    | 'paragraph'
    | 'list_item'
    | 'table'
    | 'caption'
    | 'code'
    | 'figure'
    | 'formula'
    | 'footnote'
    | 'running_head'
    /** A term of a glossary, the title of a box: whether that is a heading or a paragraph is a matter of taste. */
    | 'term'
    | 'page_number'
  text: string
  level?: number
  cells?: TruthCell[]
}
