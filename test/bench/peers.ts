/** The other engines, each in a process of its own with the same images. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import { benchFolder } from './pages.ts'

const run = promisify(execFile)

export const PEERS = ['inkleaf', 'rapidocr', 'owistscribe', 'tesseract'] as const
export type Peer = (typeof PEERS)[number]

const REQUIREMENTS = ['rapidocr==3.10.0', 'onnxruntime==1.32.0', 'owistscribe==2.1.1']
const peersPython = join(benchFolder, 'python', 'bin', 'python')

export async function installPeers(): Promise<void> {
  if (!existsSync(peersPython)) await run(resolveRuntime().python, ['-m', 'venv', join(benchFolder, 'python')])
  await run(peersPython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS], {
    maxBuffer: 1 << 26,
  })
}

export async function runPeer(
  peer: Peer,
  images: readonly string[],
  languages: readonly string[],
): Promise<{ seconds: number; texts: string[] }> {
  const { python, modelsFolder } = resolveRuntime()
  const program = peer === 'inkleaf' ? python : peersPython
  const script = join(import.meta.dirname, 'peers.py')
  const { stdout } = await run(program, [script, peer, languages.join(','), ...images], {
    maxBuffer: 1 << 28,
    env: { ...process.env, INKLEAF_MODELS: modelsFolder },
  })
  return JSON.parse(stdout.slice(stdout.lastIndexOf('{"seconds"'))) as { seconds: number; texts: string[] }
}
