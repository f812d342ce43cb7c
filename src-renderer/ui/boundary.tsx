/** A part that fails to be shown takes no other with it. */
import { Component, type ReactNode } from 'react'

interface Props {
  children: ReactNode
  /** Shown instead; given the error's words. */
  fallback: (message: string) => ReactNode
}

export class Boundary extends Component<Props, { message: string | null }> {
  override state = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    return message === null ? this.props.children : this.props.fallback(message)
  }
}
