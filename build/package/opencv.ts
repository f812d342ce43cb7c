/**
 * OpenCV from its source, with the modules that Inkleaf calls and without FFmpeg: the Mac's wheel links an FFmpeg with
 * libx264, libx265 and others under the GPL. The wheel is kept until its source or its options change.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { projectFolder, runProgram, SetupError, say } from '../setup/common.mjs'
import { LEAST_MACOS, toolsFolder } from './places.ts'
import { tool, toolsPath } from './tools.ts'

export const OPENCV = 'opencv-python-headless'
const LOCK = join(projectFolder, 'python-sidecar', 'requirements.lock')
/** `geometry` has minAreaRect and getPerspectiveTransform since OpenCV 5; without `features` and `calib` its stubs can't be made. */
const OPTIONS = [
  'PYTHON3_LIMITED_API=ON',
  'BUILD_LIST=core,imgproc,imgcodecs,geometry,features,flann,calib,python3',
  ...['FFMPEG', 'GSTREAMER', 'V4L', 'AVFOUNDATION', 'OPENCL', 'OPENEXR', 'AVIF', 'JASPER', 'LAPACK', 'IPP', 'ITT'].map(
    (part) => `WITH_${part}=OFF`,
  ),
  ...['PROTOBUF', 'FLATBUFFERS', 'EIGEN', 'VTK'].map((part) => `WITH_${part}=OFF`),
  // Its own copies, so that no library of the building machine gets in.
  ...['JPEG', 'PNG', 'TIFF', 'WEBP', 'ZLIB', 'OPENJPEG'].map((part) => `BUILD_${part}=ON`),
]

/** Gives the wheel's path. Needs a C++ compiler and takes some five minutes the first time. */
export async function buildOpenCv(): Promise<string> {
  const requirement = pinned(readFileSync(LOCK, 'utf8'))
  const from = createHash('sha256').update(JSON.stringify([requirement, OPTIONS, LEAST_MACOS, process.arch]))
  const kept = join(toolsFolder, 'opencv', from.digest('hex').slice(0, 16))
  if (!existsSync(kept)) {
    say('Packing: OpenCV without FFmpeg, from its source ...')
    mkdirSync(join(kept, '..'), { recursive: true })
    const building = mkdtempSync(`${kept}-`)
    try {
      await buildInto(building, requirement)
      renameSync(building, kept)
    } finally {
      rmSync(building, { recursive: true, force: true })
    }
  }
  const wheel = readdirSync(kept).find((name) => name.endsWith('.whl'))
  if (!wheel) throw new SetupError(`${kept} has no wheel. Delete it and run the same command again.`)
  return join(kept, wheel)
}

async function buildInto(folder: string, requirement: string): Promise<void> {
  const list = join(folder, 'opencv.txt')
  writeFileSync(list, requirement)
  const env = {
    PATH: toolsPath(),
    ENABLE_HEADLESS: '1',
    OPENCV_PYTHON_SKIP_GIT_COMMANDS: '1',
    MACOSX_DEPLOYMENT_TARGET: LEAST_MACOS,
    CMAKE_ARGS: OPTIONS.map((option) => `-D${option}`).join(' '),
  }
  // With the environment's own build programs, whose hashes are locked, instead of what the source asks for.
  // pip's own cache knows nothing of the options.
  const how = [
    'wheel',
    '--no-cache-dir',
    '--no-deps',
    '--no-build-isolation',
    '--no-binary',
    OPENCV,
    '--require-hashes',
    '-w',
    folder,
  ]
  const pip = ['-m', 'pip', '--disable-pip-version-check', '--quiet']
  await runProgram(tool('python'), [...pip, ...how, '-r', list], { env })
  const [wheel = ''] = readdirSync(folder).filter((name) => name.endsWith('.whl'))
  // Its module is for any Python 3 (cv2.abi3.so); its name says the one that built it.
  const tags = ['-m', 'wheel', 'tags', '--remove', '--python-tag', 'cp37', '--abi-tag', 'abi3']
  await runProgram(tool('python'), [...tags, join(folder, wheel)])
}

function pinned(lock: string): string {
  const block = lock.split(/\n(?=\S)/).find((one) => one.startsWith(`${OPENCV}==`))
  if (!block) throw new SetupError(`requirements.lock has no ${OPENCV}.`)
  return `${block}\n`
}
