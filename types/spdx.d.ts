declare module 'spdx-correct' {
  /** The SPDX expression that was probably meant; null where there is none. */
  export default function correct(said: string): string | null
}
declare module 'spdx-satisfies' {
  /** Whether an expression can be met with the given licences. Throws where it can't be parsed. */
  export default function satisfies(expression: string, allowed: readonly string[]): boolean
}
