/** What our processes are started with. */

/** Services' keys, and Redis's password, are nothing to an engine's process. */
export function withoutKeys(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('INKLEAF_KEY_') && name !== 'INKLEAF_REDIS'),
  )
}
