/**
 * What a browser shows of itself beside the form it sends: our stamp in its cookie, and what it signed with its key. Any
 * form of a journey may carry that, so it is taken out here, before the form's own fields are read.
 */
import type { FastifyRequest } from 'fastify';
import type { PageDependencies } from './page.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the browser brings our stamp; unset where the JSON door answers. */
    hasDeviceToken?: boolean;
    /** What it signed, unread and unchecked. */
    deviceProof?: string;
  }
}

const field = 'device_proof';

export async function recogniseDevice(deps: PageDependencies, request: FastifyRequest): Promise<void> {
  const presented = deps.cookies.presentedDevice(request);
  if (presented !== undefined && request.tenant !== undefined)
    request.hasDeviceToken = await deps.protection.devices.isOurs(request.tenant.tenantId, presented);
  const body = request.body as Record<string, unknown> | null | undefined;
  const proof = body?.[field];
  if (typeof proof !== 'string' || body === null || body === undefined) return;
  delete body[field];
  if (proof !== '') request.deviceProof = proof;
}
