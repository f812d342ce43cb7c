/** Documents by their content: what is known of them and what is kept. */
import type { WriteDb } from './database.ts'
import { column, statement, transaction, value } from './statements.ts'

export interface NewDocument {
  sha256: string
  kind: string
  bytes: number
  storedFile: string | null
}

/** What was kept of a document, by its hash. */
export interface KeptDocument {
  sha256: string
  storedFile: string | null
}

export const UNFINISHED = `'pending', 'processing', 'paused', 'waiting_for_password'`

export function documentQueries(db: WriteDb, now: () => number) {
  return {
    addDocument(document: NewDocument): number {
      const id = value<number>(
        db,
        `INSERT INTO documents (sha256, kind, bytes, stored_file, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (sha256) DO UPDATE SET stored_file = coalesce(excluded.stored_file, stored_file) RETURNING id`,
        document.sha256,
        document.kind,
        document.bytes,
        document.storedFile,
        now(),
      )
      return Number(id)
    },

    /** Whether a document that is known has this file of the sources' folder. */
    isKept(sha256: string, storedFile: string): boolean {
      const sql = 'SELECT 1 FROM documents WHERE sha256 = ? AND stored_file = ?'
      return value(db, sql, sha256, storedFile) !== undefined
    },

    /**
     * The task's document could not be opened: what was kept of it is not needed, unless another task could open it.
     * A file that came by an upload has no other place: it goes too. Returns what is to be deleted.
     */
    dropUnopened(taskId: string): KeptDocument | null {
      return transaction(db, () => {
        const kept = statement<KeptDocument & { id: number }>(
          db,
          `SELECT d.id, d.sha256, d.stored_file AS storedFile FROM documents d JOIN tasks t ON t.document_id = d.id
           WHERE t.id = ? AND NOT EXISTS (SELECT 1 FROM tasks o WHERE o.document_id = d.id AND (o.opened = 1 OR o.state <> 'failed'))`,
        ).get(taskId)
        if (!kept) return null
        statement(db, 'UPDATE documents SET stored_file = NULL WHERE id = ?').run(kept.id)
        return kept
      })
    },

    keptDocuments(): KeptDocument[] {
      return statement<KeptDocument>(db, 'SELECT sha256, stored_file AS storedFile FROM documents').all()
    },

    /**
     * Forgets which source files are kept; returns them. Those of favourites, of what is unfinished or could be
     * restored, and of files that never had another place (below `uploadsFolder`) stay.
     */
    forgetSources(uploadsFolder: string): string[] {
      return column<string>(
        db,
        `UPDATE documents SET stored_file = NULL WHERE stored_file IS NOT NULL AND id NOT IN (
           SELECT document_id FROM tasks WHERE state IN (${UNFINISHED}) OR favourite = 1 OR deleted_at IS NOT NULL
             OR substr(source_path, 1, ?) = ?) RETURNING sha256 || '.' || kind`,
        uploadsFolder.length,
        uploadsFolder,
      )
    },
  }
}
