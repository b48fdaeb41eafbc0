/** Deutsch, nach Bereichen. */
import type { Areas } from '../index.ts';

export const areas: Areas = {
  shell: async () => (await import('./shell.ts')).shell,
  attacks: async () => (await import('./attacks.ts')).attacks,
  connect: async () => (await import('./connect.ts')).connect,
  connections: async () => (await import('./connections.ts')).connections,
  customers: async () => (await import('./customers.ts')).customers,
  customerWork: async () => (await import('./customer-work.ts')).customerWork,
  words: async () => (await import('./words.ts')).words,
  health: async () => (await import('./health.ts')).health,
  looks: async () => (await import('./looks.ts')).looks,
  events: async () => (await import('./events.ts')).events,
  ledger: async () => (await import('./ledger.ts')).ledger,
  protection: async () => (await import('./protection.ts')).protection,
  settings: async () => (await import('./settings.ts')).settings,
  signIn: async () => (await import('./sign-in.ts')).signIn,
};
