/** What the adapters share in reading answers: nothing of a text or a number ever gets into an error. */
import type { ProviderDelivery } from './provider.ts';

/** The message goes another way, or later. */
export function deferredBy(provider: string, reason: string): ProviderDelivery {
  return { kind: 'deferred', cause: new Error(`${provider} did not take a text message: ${reason}`) };
}

/** A body as JSON, or undefined. */
export function readJson(body: Buffer | string): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
