/**
 * The owner's side of the history, put together from its groups of queries. Each method is one transaction: after a crash
 * it has happened wholly or not at all.
 */
import { answerQueries } from './answers.ts'
import { attemptQueries } from './attempts.ts'
import type { WriteDb } from './database.ts'
import { documentQueries } from './documents.ts'
import { editQueries } from './edits.ts'
import { pageOpening } from './page-opening.ts'
import { removalQueries } from './removal.ts'
import { runScope } from './run-scope.ts'
import { sampleQueries } from './samples.ts'
import { spendingQueries } from './spending.ts'
import { taskChanges } from './task-changes.ts'
import { taskQueries } from './task-queries.ts'
import { upkeepQueries } from './upkeep.ts'
import { watchedFileQueries } from './watched-files.ts'

export type { Claim, Outcome } from './attempts.ts'
export type { Source } from './task-queries.ts'

export type HistoryStore = ReturnType<typeof openStore>

export function openStore(db: WriteDb, now: () => number = Date.now) {
  const scope = runScope(db)
  return {
    scope,
    ...documentQueries(db, now),
    ...taskQueries(db),
    ...taskChanges(db, now),
    ...pageOpening(db, now, scope),
    ...attemptQueries(db, now, scope),
    ...editQueries(db, now),
    ...answerQueries(db, now),
    ...removalQueries(db, now),
    ...spendingQueries(db, now),
    ...upkeepQueries(db, now),
    ...sampleQueries(db),
    ...watchedFileQueries(db),
  }
}
