/** Comlink carries an error's message only; this makes an InkleafError arrive as one. To be loaded on both sides. */
import { transferHandlers } from 'comlink'
import type { ErrorKind } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'

interface Thrown {
  isError: boolean
  value: { message: string; code?: string; kind?: ErrorKind }
}

const comlinks = transferHandlers.get('throw')
if (comlinks)
  transferHandlers.set('throw', {
    canHandle: comlinks.canHandle,
    serialize: (thrown) => {
      const [serialized, transferables] = comlinks.serialize(thrown) as [Thrown, never[]]
      const { value } = thrown as { value: unknown }
      if (value instanceof InkleafError) Object.assign(serialized.value, { code: value.code, kind: value.kind })
      return [serialized, transferables]
    },
    deserialize: (serialized: Thrown) => {
      const { message, code, kind } = serialized.value
      if (code !== undefined && kind !== undefined) throw new InkleafError(code, kind, message)
      return comlinks.deserialize(serialized)
    },
  })
