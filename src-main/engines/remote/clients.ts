/** The client for each way of speaking to a service; its library is loaded when it is needed. */
import type { Service } from '../../../src-preload/services.ts'
import type { ServiceClient } from './service-client.ts'

export async function openClient(
  service: Pick<Service, 'shape' | 'address'>,
  key: string | null,
): Promise<ServiceClient> {
  if (service.shape === 'gemini') return (await import('./gemini-client.ts')).geminiClient(service.address, key)
  return (await import('./openai-client.ts')).openAIClient(service.address, key)
}
