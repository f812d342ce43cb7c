/** Texts that are made at the same time, handed on one after the other. */
export class InOrder {
  readonly #waiting: { text: string; ended: boolean }[]
  readonly #onText: (text: string) => void
  /** The one whose text is handed on as it comes. */
  #at = 0

  constructor(count: number, onText: (text: string) => void) {
    this.#waiting = Array.from({ length: count }, () => ({ text: '', ended: false }))
    this.#onText = onText
  }

  add(at: number, text: string): void {
    const own = this.#waiting[at]
    if (!own) return
    own.text += text
    this.#flush()
  }

  end(at: number): void {
    const own = this.#waiting[at]
    if (!own || own.ended) return
    own.text += '\n\n'
    own.ended = true
    this.#flush()
  }

  #flush(): void {
    for (let own = this.#waiting[this.#at]; own; own = this.#waiting[++this.#at]) {
      if (own.text !== '') this.#onText(own.text)
      own.text = ''
      if (!own.ended) return
    }
  }
}
