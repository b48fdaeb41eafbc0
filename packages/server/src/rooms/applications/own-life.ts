/**
 * How long an app of our own stays signed in on a device. It is begun in a browser and outlives it: people expect an app
 * to know them after a month in a drawer, and nobody else opens it. Browsers keep the life that the tenant gives them.
 */
import type { Application } from './application.ts';

const day = 24 * 60 * 60;

/** Counted from its last sign-in; null for what lives as long as the browser's session. */
export function ownLifeSeconds({
  firstParty,
  metadata,
  settings,
}: Pick<Application, 'firstParty' | 'metadata' | 'settings'>): number | null {
  if (!firstParty || metadata.application_type !== 'native') return null;
  return settings.session.appSeconds ?? 180 * day;
}
