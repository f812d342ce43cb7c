/** Numbered migrations: the n-th brings a database from user_version n-1 to n. Never change one that was released. */
import { initial } from './001-initial.ts'
import { window } from './002-window.ts'
import { api } from './003-api.ts'
import { scale } from './004-scale.ts'
import { lists } from './005-lists.ts'
import { proofreading } from './006-proofreading.ts'
import { spending } from './007-spending.ts'
import { answers } from './008-answers.ts'
import { samples } from './009-samples.ts'
import { watchedFiles } from './010-watched-files.ts'
import { batchRefusals } from './011-batch-refusals.ts'
import { firstPages } from './012-first-pages.ts'

export const migrations: readonly string[] = [
  initial,
  window,
  api,
  scale,
  lists,
  proofreading,
  spending,
  answers,
  samples,
  watchedFiles,
  batchRefusals,
  firstPages,
]
