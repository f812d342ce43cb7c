/** What engines have answered about pages. */
import { notice, type PageAnswer } from '../../src-preload/model.ts'
import type { WriteDb } from './database.ts'
import { statement } from './statements.ts'

interface Row {
  id: string
  task_id: string
  page: number
  asked: PageAnswer['asked']
  question: string
  answer: string
  engine: string
  model: string
  host: string | null
  notices: string
  asked_at: number
}

export function answerQueries(db: WriteDb, now: () => number) {
  return {
    /** Without a time it was given now. Nothing is kept where the job went meanwhile. */
    keepAnswer(given: Omit<PageAnswer, 'askedAt'> & { askedAt?: string }): PageAnswer {
      const askedAt = given.askedAt === undefined ? now() : Date.parse(given.askedAt)
      const { id, jobId, page, asked, question, answer, engine, model, host, notices } = given
      statement(
        db,
        `INSERT OR IGNORE INTO answers (id, task_id, page, asked, question, answer, engine, model, host, notices, asked_at)
         SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM tasks WHERE id = ?`,
      ).run(id, page, asked, question, answer, engine, model, host, JSON.stringify(notices), askedAt, jobId)
      return { ...given, askedAt: new Date(askedAt).toISOString() }
    },

    /** The latest first. */
    answers(jobId: string): PageAnswer[] {
      const sql = 'SELECT * FROM answers WHERE task_id = ? ORDER BY asked_at DESC, rowid DESC'
      return statement<Row>(db, sql)
        .all(jobId)
        .map(({ task_id, asked_at, notices, ...row }) => ({
          ...row,
          jobId: task_id,
          notices: notice.array().parse(JSON.parse(notices)),
          askedAt: new Date(asked_at).toISOString(),
        }))
    },

    removeAnswer(id: string): void {
      statement(db, 'DELETE FROM answers WHERE id = ?').run(id)
    },
  }
}
