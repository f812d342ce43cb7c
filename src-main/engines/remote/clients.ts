/** The client for each way of speaking to a service; its library is loaded when it is needed. */
import type { Service } from '../../../src-preload/services.ts'
import type { ServiceClient } from './service-client.ts'
import { serviceError } from './service-errors.ts'

export async function openClient(
  service: Pick<Service, 'shape' | 'address'>,
  key: string | null,
): Promise<ServiceClient> {
  if (service.shape === 'gemini') return (await import('./gemini-client.ts')).geminiClient(service.address, key)
  return (await import('./openai-client.ts')).openAIClient(service.address, key)
}

/** The models of a program on this machine that is not set up yet: it wants no key. */
export async function modelsHere(
  service: Pick<Service, 'shape' | 'address' | 'name'>,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    return await (await openClient(service, null)).models(signal)
  } catch (caught) {
    throw serviceError(caught, { ...service, model: '' }, null)
  }
}
