/** `inkleaf`, the command: a few lines of shell that find the app which they are part of, however they were called. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from './places.ts'

const FIND = `#!/bin/sh
# The command line of the app that this file is part of.
here=$0
while [ -L "$here" ]; do
  link=$(readlink "$here")
  case $link in
    /*) here=$link ;;
    *) here=\${here%/*}/$link ;;
  esac
done
resources=$(CDPATH= cd -- "\${here%/*}/.." && pwd -P)
`
const RUN = {
  // Electron's program is no Node (its fuse for that is off): the app itself runs the command and opens no window.
  macos: `exec "\${resources%/*}/MacOS/Inkleaf" --command -- "$@"
`,
  linux: `export MALLOC_ARENA_MAX="\${MALLOC_ARENA_MAX:-2}"
exec "$resources/../node" --disable-warning=ExperimentalWarning "$resources/app/out/main/cli.js" "$@"
`,
}

export function writeLauncher(places: Places): void {
  mkdirSync(places.bin, { recursive: true })
  const file = join(places.bin, 'inkleaf')
  writeFileSync(file, FIND + RUN[places.platform])
  chmodSync(file, 0o755)
}

/** The command stands where somebody who opens the folder sees it. */
export function linkLauncher(folder: string): void {
  symlinkSync(join('resources', 'bin', 'inkleaf'), join(folder, 'inkleaf'))
}
