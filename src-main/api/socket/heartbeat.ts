/** Dead peers are told from silent ones by pings (RFC 6455, section 5.5.2). */
import type { WebSocket } from 'ws'

const HEARTBEAT_MS = 30_000

/** A peer that has not answered a ping until the next one is due is let go. Returns how to end it. */
export function keepAlive(socket: Pick<WebSocket, 'on' | 'ping' | 'terminate'>, everyMs = HEARTBEAT_MS): () => void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    return socket.ping()
  }, everyMs)
  return () => clearInterval(timer)
}
