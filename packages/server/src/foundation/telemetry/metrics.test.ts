import { describe, expect, it } from 'vitest';
import { createMetrics } from './index.ts';

describe('the figures', () => {
  it('count what happened under the promised names', async () => {
    const metrics = createMetrics();
    metrics.requestFinished({ method: 'GET', route: '/sign-in', status: 200, seconds: 0.02 });
    metrics.requestFinished({ method: 'BREW', route: '/sign-in', status: 999, seconds: 0.02 });
    metrics.hashesWaiting(3);
    metrics.hashRefused();
    metrics.signInFinished('refused');
    metrics.messageSettled('sent');
    metrics.readerLag('mail', 1.5);
    const { body, contentType } = await metrics.render();
    expect(contentType).toContain('text/plain');
    expect(body).toContain('cardea_http_request_duration_seconds_count{method="GET",route="/sign-in",status="2xx"} 1');
    expect(body).toContain('{method="other",route="/sign-in",status="other"} 1');
    expect(body).toContain('cardea_password_hashes_waiting 3');
    expect(body).toContain('cardea_password_hashes_refused_total 1');
    expect(body).toContain('cardea_sign_ins_total{outcome="refused"} 1');
    expect(body).toContain('cardea_messages_total{outcome="sent"} 1');
    expect(body).toContain('cardea_ledger_reader_lag_seconds{reader="mail"} 1.5');
    expect(body).toContain('process_cpu_seconds_total');
  });

  it('of one server do not mix with those of another in the same process', async () => {
    createMetrics().hashRefused();
    expect((await createMetrics().render()).body).toContain('cardea_password_hashes_refused_total 0');
  });
});
