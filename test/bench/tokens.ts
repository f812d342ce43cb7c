/**
 * A vision model's stream with a tiny real checkpoint: how much later its first words are with the window than it has them,
 * and how soon it stops when nobody waits any more. The model's own speed says nothing here.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { vlmCommand } from '../../src-main/app/create-app.ts'
import { EventFeed } from '../../src-main/app/feed.ts'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import { Supervisor } from '../../src-main/sidecar/supervisor.ts'
import type { Snapshot } from '../../src-preload/contract.ts'

const MAKE = resolve(import.meta.dirname, '../support/vlm/make_tiny_model.py')
const CANCELS = resolve(import.meta.dirname, 'vlm_cancels.py')
const PAGE = resolve(import.meta.dirname, '../fixtures/page.png')
const SCRIPT = 'High water at 03:12, low water at 09:40. The rest of the day is calm, and nobody has seen a ship.'

export async function tokensBench(rounds: number): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'inkleaf-tokens-'))
  const runtime = resolveRuntime()
  const make = (name: string, ...more: string[]) => {
    const folder = join(scratch, name)
    mkdirSync(folder)
    writeFileSync(join(scratch, `${name}.txt`), SCRIPT)
    execFileSync(runtime.python, [MAKE, folder, join(scratch, `${name}.txt`), ...more])
    return folder
  }
  const model = make('tiny')
  const supervisor = new Supervisor({ command: () => vlmCommand(runtime, model), logsFolder: scratch })
  // Nobody asks for the snapshot of a feed that has no window.
  const feed = new EventFeed(() => ({}) as Snapshot)
  const later: number[] = []
  try {
    await supervisor.client()
    for (let round = 0; round <= rounds; round++) {
      let shown = 0
      const end = feed.subscribe((message) => {
        if (message.type === 'events' && shown === 0) shown = performance.now()
      })
      const start = performance.now()
      const header = { page: 1, mode: 'basic', dpi: null, file: PAGE, frame: 0 }
      let sequence = 0
      const onDelta = (text: string) =>
        feed.tell({ type: 'delta', jobId: 'a', page: 1, attemptId: round, sequence: sequence++, text })
      const { timingsMs } = await supervisor.ask((client) =>
        client.readPage(header, null, AbortSignal.timeout(60_000), { onDelta }),
      )
      while (shown === 0) await new Promise((go) => setTimeout(go, 5))
      end()
      // The first one compiles what it needs.
      if (round > 0) later.push(shown - start - (timingsMs['firstToken'] ?? 0))
    }
    const looping = make('loop', '--loop-from', '0')
    const cancels: number[] = JSON.parse(
      execFileSync(runtime.python, [CANCELS, looping, String(rounds)], { encoding: 'utf8' }),
    )
    console.log(`first words with the window after the model has them, ${rounds} pages: ${told(later)}`)
    console.log(`a page is let go while it is decoded, ${rounds} pages: ${told(cancels)}`)
  } finally {
    await supervisor.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function told(ms: readonly number[]): string {
  const sorted = ms.toSorted((one, other) => one - other)
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0)
  return `median ${at(0.5)} ms, 95% within ${at(0.95)} ms, at most ${at(1)} ms`
}
