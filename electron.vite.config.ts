/** Builds main, preload and window into out/. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import locales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** KaTeX's style sheet names each font in three forms; Chromium takes the first. */
const onlyWoff2 = {
  name: 'only-woff2',
  generateBundle(_options: unknown, bundle: Record<string, unknown>) {
    for (const name of Object.keys(bundle)) if (/KaTeX_.*\.(woff|ttf)$/.test(name)) delete bundle[name]
  },
}

/** Says which packages' code is in what was built, so that their licences go with it. */
const bundledPackages = (part: string) => ({
  name: 'bundled-packages',
  generateBundle(_options: unknown, bundle: Record<string, { moduleIds?: string[] }>) {
    const modules = Object.values(bundle).flatMap(({ moduleIds }) => moduleIds ?? [])
    const folders = modules.flatMap(
      (id) => /(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? [],
    )
    mkdirSync(at('out'), { recursive: true })
    writeFileSync(at(`out/bundled-${part}.json`), JSON.stringify([...new Set(folders)].sort()))
  },
})

export default defineConfig({
  main: {
    plugins: [bundledPackages('main')],
    build: {
      outDir: 'out/main',
      // In one file these load in half the time that their hundreds of files take; others stay packages.
      externalizeDeps: { exclude: ['comlink', 'env-paths', 'franc-min', 'rotating-file-stream', 'undici', 'zod'] },
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          main: at('src-main/desktop/boot.ts'),
          cli: at('src-main/cli/main.ts'),
          'pdf-worker': at('src-main/documents/pdf-worker.ts'),
          'reader-worker': at('src-main/history/reader-worker.ts'),
          'maintenance-worker': at('src-main/history/maintenance-worker.ts'),
        },
        // All in one folder: resolveRuntime() looks for the workers beside itself.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [bundledPackages('preload')],
    build: {
      outDir: 'out/preload',
      target: 'node24',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-preload/preload.ts') },
        // A sandboxed preload must be CommonJS and one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    // The widgets' own words: only in the languages that the window has.
    plugins: [react(), locales.vite({ locales: ['en-US', 'zh-CN'] }), onlyWoff2, bundledPackages('renderer')],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome140',
      minify: true,
      // The security policy has no room for fonts within a style sheet.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
  },
})
