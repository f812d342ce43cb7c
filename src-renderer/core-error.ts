/** An error that came over a wire: `code` is stable, `message` is for the user. */
export class CoreError extends Error {
  readonly code: string
  constructor({ code, message }: { code: string; message: string }) {
    super(message)
    this.code = code
  }
}
