/** Changes the settings of a tenant, with the ledger entry that says so. Running servers know within a second. */
import type { z } from 'zod';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { unknownPictures } from './assets/index.ts';
import { type Author, demandVersion } from './author.ts';
import { givenSettings } from './settings.ts';
import { lockTenant, writeSettings } from './store/tenants.ts';

/** Replaces the settings whole; refuses with `settings.invalid` and one finding for each that is wrong. */
export async function changeSettings(
  deps: { readonly ledger: Ledger },
  tx: Transaction,
  tenantId: string,
  wanted: object,
  author: Author,
): Promise<void> {
  const parsed = givenSettings.safeParse(wanted);
  if (!parsed.success) throw new ProblemError('settings.invalid', { fields: findingsOf(parsed.error) });
  const held = await lockTenant(tx, tenantId);
  if (held === undefined) throw new ProblemError('tenant.not_found');
  demandVersion(author, held.version);
  const unknown = await unknownPictures(tx, tenantId, parsed.data.branding);
  if (Object.keys(unknown).length > 0) throw new ProblemError('settings.invalid', { fields: unknown });
  await writeSettings(tx, tenantId, parsed.data);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'settings.changed',
    actor: author.actor,
    requestId: author.requestId,
    data: {},
  });
}

/** Setting → what is wrong with it: `session.idleSeconds` → `too_small`. */
export function findingsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues.flatMap((issue): [string, string][] => {
      const path = issue.path.join('.');
      if (issue.code !== 'unrecognized_keys') return [[path, issue.code]];
      return issue.keys.map((key) => [path === '' ? key : `${path}.${key}`, 'unknown']);
    }),
  );
}
