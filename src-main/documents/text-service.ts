/** Puts lines whose characters are known in order, and finds what they are part of. No engine has a part in it. */
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle, TextLayer } from './document.ts'
import type { ReadContext, ReadOptions } from './reading.ts'

export interface TextService {
  /** Throws an InkleafError; an abort of the context's signal ends the work. */
  arrange(page: PageHandle, layer: TextLayer, options: ReadOptions, context: ReadContext): Promise<PageResult>
}
