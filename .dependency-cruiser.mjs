/** The arrows between the rooms of src-main: what each may import, besides packages. Nothing points back up. */
const may = {
  // `cli`: the app runs commands too, without a window.
  desktop: ['app', 'api', 'cli', 'settings'],
  cli: ['app', 'api', 'export', 'history', 'documents', 'settings'],
  api: ['app'],
  app: ['models', 'jobs', 'documents', 'engines', 'sidecar', 'history', 'settings', 'monitor', 'export'],
  jobs: ['documents', 'engines', 'history', 'settings'],
  documents: [],
  engines: ['sidecar', 'documents'],
  sidecar: ['documents'],
  history: [],
  export: ['history'],
  models: [],
  monitor: ['jobs', 'sidecar'],
  settings: [],
}
/** What every room may know. */
const common =
  '^(src-main/(awake-clock|compile-cache|environment|errors|lines|log|packaged|work-clock)\\.ts|src-preload/)'

const rooms = Object.entries(may).map(([room, targets]) => ({
  name: `${room}-knows-only-its-own`,
  severity: 'error',
  comment: `src-main/${room} may import ${targets.join(', ') || 'no other room'}`,
  from: { path: `^src-main/${room}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src-|test/|build/)', pathNot: [common, ...[room, ...targets].map((name) => `^src-main/${name}/`)] },
}))

export default {
  forbidden: [
    ...rooms,
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-knows-nothing',
      severity: 'error',
      from: { path: '^src-preload/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src-main|src-renderer|test|build)/' },
    },
    {
      name: 'renderer-knows-the-contract-only',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(src-main|test|build)/|^node:' },
    },
    {
      name: 'no-electron-outside-desktop',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/desktop/' },
      to: { path: '^electron$|node_modules/electron' },
    },
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, parser: 'swc', exclude: '^types/' },
}
