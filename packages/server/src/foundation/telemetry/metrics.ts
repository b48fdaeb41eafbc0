/**
 * What the server counts, in a registry of its own. Labels come from closed vocabularies and route templates only: an
 * id as a label would name people and grow without end.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type SignInOutcome = 'succeeded' | 'refused' | 'limited';

export type Metrics = {
  /** One answered request; `route` is the template (`/api/flows/:flow`), never the path. */
  requestFinished(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  hashesWaiting(count: number): void;
  hashRefused(): void;
  signInFinished(outcome: SignInOutcome): void;
  /** A password was asked about at a range service; what failed or was spared counts as not leaked. */
  rangeLookedUp(outcome: 'answered' | 'failed' | 'resting'): void;
  messageSettled(outcome: 'sent' | 'failed'): void;
  /** How far a reader of the ledger is behind the newest settled entry. */
  readerLag(reader: string, seconds: number): void;
  /** The text for `/metrics`. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
};

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A fresh set of figures, with those of the process itself. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'cardea_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const waiting = new Gauge({
    name: 'cardea_password_hashes_waiting',
    help: 'Password hashes that wait for a core.',
    registers,
  });
  const refused = new Counter({
    name: 'cardea_password_hashes_refused_total',
    help: 'Password hashes refused because too many were waiting.',
    registers,
  });
  const signIns = new Counter({
    name: 'cardea_sign_ins_total',
    help: 'Attempts to sign in, by outcome.',
    labelNames: ['outcome'] as const,
    registers,
  });
  const ranges = new Counter({
    name: 'cardea_leaked_password_lookups_total',
    help: 'Questions to the range service about leaked passwords, by outcome.',
    labelNames: ['outcome'] as const,
    registers,
  });
  const messages = new Counter({
    name: 'cardea_messages_total',
    help: 'Messages that were sent or given up.',
    labelNames: ['outcome'] as const,
    registers,
  });
  const lag = new Gauge({
    name: 'cardea_ledger_reader_lag_seconds',
    help: 'Age of the oldest settled entry that a reader of the ledger has not taken yet.',
    labelNames: ['reader'] as const,
    registers,
  });

  return {
    requestFinished({ method, route, status, seconds }) {
      const labels = { method: methods.has(method) ? method : 'other', route, status: statusClass(status) };
      requests.observe(labels, seconds);
    },
    hashesWaiting: (count) => waiting.set(count),
    hashRefused: () => refused.inc(),
    signInFinished: (outcome) => signIns.inc({ outcome }),
    rangeLookedUp: (outcome) => ranges.inc({ outcome }),
    messageSettled: (outcome) => messages.inc({ outcome }),
    readerLag: (reader, seconds) => lag.set({ reader }, seconds),
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function statusClass(status: number): string {
  return status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'other';
}
