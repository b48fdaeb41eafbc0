/** Attacks as the console shows them: findings of every kind, two days of attempts, a wave of sign-ups. */
import type { Server } from './server.ts';

const id = (number: number): string => `fnd_${String(number).padStart(26, '0')}`;

/** The wave among them. */
export const waveId = id(1);

const findings: readonly (readonly [kind: string, action: string, figures: object, state?: 'ended' | 'undone'])[] = [
  ['sign_up_wave', 'challenged', { signUps: 48, ofAll: 52, before: 0 }],
  ['flagged_neighbourhood', 'confirmed', { attempts: 48, failures: 47, successes: 1, accounts: 46, test: 41.2 }],
  ['password_spray', 'confirmed', { accounts: 57 }],
  ['account_guessing', 'noted', { sources: 12, failures: 31 }],
  ['sms_pumping', 'noted', { refused: 60, recipients: 44, most: 3 }],
  ['stuffing', 'attack_mode', { attempts: 1240, failures: 1203, successes: 37, accounts: 830, test: 99 }, 'ended'],
  ['flagged_source', 'challenged', { attempts: 12, failures: 12, unknown: 9, accounts: 12, test: 13.1 }, 'undone'],
  ['flagged_network', 'challenged', { attempts: 220, failures: 201, accounts: 128, test: 20 }, 'ended'],
  ['flagged_user_agent', 'challenged', { attempts: 90, failures: 88, accounts: 80, test: 17 }, 'ended'],
  ['mail_bombing', 'noted', { refused: 25, recipients: 1, most: 25 }, 'ended'],
  ['relayed_sign_in', 'noted', {}, 'ended'],
];

/** Writes them as detection would have; the wave is the customers who came last. */
export async function beAttacked(server: Server, signUps: number): Promise<void> {
  for (const [index, [kind, action, figures, state]] of findings.entries()) {
    const by = state === 'undone' ? 'cus_0123456789abcdefghjkmnpqrs' : null;
    await server.sql(
      `insert into protection_findings (tenant_id, finding_id, kind, key_digest, action, figures, began_at, last_seen_at,
         ends_at, ended_at, undone_at, undone_by_kind, undone_by)
       select tenant_id, $1, $2, $3, $4, $5::jsonb, now() - make_interval(mins => $6::int),
         now() - make_interval(mins => $6::int - 7), now() + interval '1 day',
         case when $7 <> 'open' then now() - make_interval(mins => $6::int - 9) end,
         case when $7 = 'undone' then now() end, case when $7 = 'undone' then 'administrator' end, $8
       from tenants`,
      [
        id(index + 1),
        kind,
        Buffer.alloc(32, index),
        action,
        JSON.stringify(figures),
        10 + 95 * index,
        state ?? 'open',
        by,
      ],
    );
  }
  await server.sql(
    `insert into sign_up_traces (tenant_id, customer_id, neighbourhood, user_agent)
     select tenant_id, customer_id, $1, '\\x00' from customers order by created_at desc, customer_id desc limit $2`,
    [Buffer.alloc(32, 0), signUps],
  );
  await server.sql(
    `insert into attempt_counts (tenant_id, hour, action, under_attack, attempts, successes, failures, challenged, refused)
     select tenant_id, date_trunc('hour', now()) - make_interval(hours => h), 'sign-in', h between 8 and 10,
       good + bad + work + 4, good, bad, work, 4
     from tenants, generate_series(0, 160) as h, lateral (select
       (60 + 40 * sin(h / 4.0))::int as good, case when h between 8 and 10 then 700 - 90 * abs(h - 9) else 9 end as bad,
       case when h between 8 and 10 then 380 else 0 end as work) as counted
     on conflict do nothing`,
  );
}
