/** What the doctor says of text messages: which ways they take. Nothing is sent to find out. */
import type { Settings } from '../../foundation/config/index.ts';
import type { Finding } from './finding.ts';

export function examineSms({ smsRoutes = {}, development }: Pick<Settings, 'smsRoutes' | 'development'>): Finding {
  const usual = smsRoutes['default']?.map(({ kind }) => kind) ?? [];
  const own = Object.keys(smsRoutes).filter((name) => name !== 'default').length;
  const others = own === 0 ? '' : `; ${own} of the tenants have ways of their own`;
  const kept = development && usual.length === 0 && own === 0 ? 'they stay in the outbox' : 'none are sent';
  const detail = usual.length === 0 ? kept : `by ${usual.join(', then ')}`;
  return { name: 'text messages', ok: true, detail: `${detail}${others}`, remedy: null };
}
