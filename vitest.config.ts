/**
 * Four kinds of tests. `tools` proves the checks themselves; `unit` runs beside the code, against a real PostgreSQL and
 * without the network; `journeys` starts the whole product and drives a real browser or kills it, so each may take its
 * time; `measurements` try the rows of the bench, and say nothing about how fast they are.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Vitest refuses a setup that is not there, and a checkout without the server's tests is still worth testing.
const cluster = ['./packages/server/test/global-setup.ts'].filter((file) => existsSync(file));
const prototype = ['./e2e/support/prototype.ts'].filter((file) => existsSync(file));

// Tests wait for PostgreSQL, for mails, for jobs and for pages: one more than there are cores keeps these busy.
const maxWorkers = availableParallelism() + 1;

// What is waited for comes when it comes: a test says that it does, and never how soon.
const expected = { poll: { timeout: 30_000, interval: 50 } };

// What takes long begins first, so that at the end no worker is left alone with it. By default the longest text is first.
const slow = [
  ...['connections-misbehaving', 'connections-pages', 'devices', 'every-page', 'authenticator', 'console-sweep'],
  ...['demo', 'demo-command', 'console-texts-and-health', 'account-identifiers', 'profile', 'other-ways-in'],
  ...['import-guides', 'configuration-guide', 'guides', 'sign-in-methods-guide', 'connections-accounts'],
  ...['connections-lying', 'review-second-factors', 'embedded', 'app-guides', 'signing-keys'],
];

// One row of files for all projects: no core waits for the last of a kind. The short ones come last and fill the gaps.
const order = ['measurements', 'journeys', 'unit', 'tools'];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) =>
      moduleId.includes('/prove/') || slow.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files);
    const rank = (file: TestSpecification) => 2 * order.indexOf(file.project.name) + (isSlow(file) ? 0 : 1);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'tools',
          include: ['tools/**/*.test.ts'],
          setupFiles: ['./tools/test/no-network.ts'],
          testTimeout: 60_000,
          expect: expected,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'examples/**/*.test.ts'],
          globalSetup: cluster,
          setupFiles: ['./tools/test/no-network.ts'],
          // The server is loaded once for many files; what a file changes of the process it changes back.
          isolate: false,
          // Nothing here takes so long by itself: the machine may be busy with others.
          testTimeout: 180_000,
          hookTimeout: 240_000,
          expect: expected,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts', 'prove/**/*.test.ts'],
          globalSetup: prototype,
          isolate: false,
          // What waits for something waits for less than a minute itself: only a busy machine needs this.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: expected,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'measurements',
          include: ['bench/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: expected,
          maxWorkers,
        },
      },
    ],
  },
});
