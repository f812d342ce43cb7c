/** What a service is asked, however it is spoken to. */

export interface Asked {
  model: string
  prompt: string
  /** JPEG. */
  picture: Uint8Array
  maxOutputTokens: number
  signal: AbortSignal
  onText(text: string): void
}

export interface Usage {
  inputTokens: number
  outputTokens: number
}

export interface Answer {
  text: string
  /** Null where the service doesn't count. */
  usage: Usage | null
  /** `length`: it was cut off at the limit of tokens; `filter`: the service kept the rest back. */
  end: 'stop' | 'length' | 'filter'
}

export interface ServiceClient {
  ask(asked: Asked): Promise<Answer>
  /** The names of the service's models. */
  models(signal: AbortSignal): Promise<string[]>
}
