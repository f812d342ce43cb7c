/** The outline of Electron's app for the Mac, with nothing that runs: enough for electron-builder to pack into, on any system. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion } from '@electron/fuses'

/** What @electron/fuses looks for in a binary; then come the version, how many there are, and each as a character. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const HELPERS = ['', ' (Renderer)', ' (GPU)', ' (Plugin)']

export function makeEmptyElectron(folder: string): string {
  const contents = join(folder, 'Electron.app', 'Contents')
  app(contents, 'Electron')
  for (const kind of HELPERS)
    app(join(contents, 'Frameworks', `Electron Helper${kind}.app`, 'Contents'), `Electron Helper${kind}`)
  const framework = join(contents, 'Frameworks', 'Electron Framework.framework')
  for (const language of ['en', 'de', 'zh_CN']) {
    const folder = join(framework, 'Versions', 'A', 'Resources', `${language}.lproj`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'locale.pak'), '')
  }
  const fuses = Object.values(FuseV1Options).filter((option) => typeof option === 'number').length
  const wire = Buffer.from([Number(FuseVersion.V1), fuses])
  writeFileSync(
    join(framework, 'Electron Framework'),
    Buffer.concat([Buffer.from(SENTINEL), wire, Buffer.alloc(fuses, '1')]),
  )
  mkdirSync(join(contents, 'Resources'), { recursive: true })
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(folder, name), '')
  return folder
}

function app(contents: string, name: string): void {
  mkdirSync(join(contents, 'MacOS'), { recursive: true })
  writeFileSync(join(contents, 'MacOS', name), '')
  writeFileSync(
    join(contents, 'Info.plist'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string></dict></plist>
`,
  )
}
