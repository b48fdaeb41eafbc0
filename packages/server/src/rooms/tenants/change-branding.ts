/** Changes how a tenant's pages and mails look, and nothing else of its settings. */
import { z } from 'zod';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { unknownPictures } from './assets/index.ts';
import { type Author, demandVersion } from './author.ts';
import { findingsOf } from './change-settings.ts';
import { storedSettings, type TenantSettings } from './settings.ts';
import { brandingSettings } from './settings-values.ts';
import { lockTenant, writeSettings } from './store/tenants.ts';

export type BrandingSettings = TenantSettings['branding'];

const given = z.strictObject(brandingSettings);

/** A branding as somebody gives it; refuses with `settings.invalid`. */
export function readBranding(wanted: unknown): BrandingSettings {
  const parsed = given.safeParse(wanted);
  if (parsed.success) return parsed.data;
  throw new ProblemError('settings.invalid', { fields: findingsOf(parsed.error) });
}

/** Replaces the branding whole. Pictures must be the tenant's own. */
export async function changeBranding(
  deps: { readonly ledger: Ledger },
  tx: Transaction,
  tenantId: string,
  wanted: unknown,
  author: Author,
): Promise<void> {
  const branding = readBranding(wanted);
  const held = await lockTenant(tx, tenantId);
  if (held === undefined) throw new ProblemError('tenant.not_found');
  demandVersion(author, held.version);
  const unknown = await unknownPictures(tx, tenantId, branding);
  if (Object.keys(unknown).length > 0) throw new ProblemError('settings.invalid', { fields: unknown });
  await writeSettings(tx, tenantId, { ...storedSettings.parse(held.settings), branding });
  const { actor, requestId } = author;
  await deps.ledger.append(tx, { tenantId, customerId: null, event: 'settings.changed', actor, requestId, data: {} });
}
