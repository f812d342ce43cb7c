/** The other engines, each in a process of its own with the same images. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import { benchFolder } from './pages.ts'

const run = promisify(execFile)

export const PEERS = ['inkleaf', 'rapidocr', 'owistscribe', 'tesseract'] as const
/** The same, asked for Markdown. */
export const MARKDOWN_PEERS = ['rapidocr_markdown', 'owistscribe_markdown', 'tesseract'] as const
/** Of PDFs with text of their own. */
export const PDF_PEERS = ['markitdown', 'pdftotext'] as const
export type Peer = (typeof PEERS)[number] | (typeof MARKDOWN_PEERS)[number] | (typeof PDF_PEERS)[number]

const REQUIREMENTS = [
  'rapidocr==3.10.0',
  'onnxruntime==1.32.0',
  'owistscribe==2.1.1',
  'markitdown[pdf]==0.1.9',
  'table-recognition-metric==0.0.6',
]
const peersPython = join(benchFolder, 'python', 'bin', 'python')

export async function installPeers(): Promise<void> {
  if (!existsSync(peersPython)) await run(resolveRuntime().python, ['-m', 'venv', join(benchFolder, 'python')])
  await run(peersPython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS], {
    maxBuffer: 1 << 26,
  })
}

export async function runPeer(
  peer: Peer,
  /** Pictures, or pages of PDFs: `PATH#PAGE`. */
  pages: readonly string[],
  languages: readonly string[],
): Promise<{ seconds: number; texts: string[] }> {
  const { python, modelsFolder } = resolveRuntime()
  const program = peer === 'inkleaf' ? python : peersPython
  const script = join(import.meta.dirname, 'peers.py')
  const { stdout } = await run(program, [script, peer, languages.join(','), ...pages], {
    maxBuffer: 1 << 28,
    env: { ...process.env, INKLEAF_MODELS: modelsFolder },
  })
  return JSON.parse(stdout.slice(stdout.lastIndexOf('{"seconds"'))) as { seconds: number; texts: string[] }
}

/** Tree edit distance similarity of tables (arxiv.org/abs/1911.10683), 0..1, of pairs [truth, reading] in HTML. */
export async function teds(pairs: readonly (readonly [string, string])[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-teds-'))
  const file = join(folder, 'pairs.json')
  writeFileSync(file, JSON.stringify(pairs))
  const { stdout } = await run(peersPython, [join(import.meta.dirname, 'teds.py'), file], { maxBuffer: 1 << 26 })
  rmSync(folder, { recursive: true })
  return JSON.parse(stdout) as number[]
}
