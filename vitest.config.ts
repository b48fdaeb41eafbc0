/**
 * Four kinds of tests. `tools` proves the checks themselves; `unit` runs beside the code, against a real PostgreSQL and without the network; `journeys` starts
 * the whole product and drives a real browser or kills it, so few run at once and each may take its time; `alone` are those that go one after the other.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Vitest refuses a setup that is not there, and a checkout without the server's tests is still worth testing.
const cluster = ['./packages/server/test/global-setup.ts'].filter((file) => existsSync(file));

// Tests wait for PostgreSQL, for mails, for jobs and for pages: one more than there are cores keeps these busy.
const maxWorkers = availableParallelism() + 1;

// They start many processes on ports that they find, or measure: one after the other.
const together = ['e2e/journeys/demo.test.ts', 'e2e/journeys/demo-command.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'tools',
          include: ['tools/**/*.test.ts'],
          setupFiles: ['./tools/test/no-network.ts'],
          testTimeout: 60_000,
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'examples/**/*.test.ts'],
          globalSetup: cluster,
          setupFiles: ['./tools/test/no-network.ts'],
          testTimeout: 15_000,
          hookTimeout: 60_000,
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          exclude: together,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          include: [...together, 'prove/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
