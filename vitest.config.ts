/**
 * Three kinds of tests. `tools` proves the checks themselves; `unit` runs beside the code, against a real PostgreSQL and without the network; `journeys` starts
 * the whole product and drives a real browser or kills it, so few run at once and each may take its time.
 */
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Vitest refuses a setup that is not there, and a checkout without the server's tests is still worth testing.
const cluster = ['./packages/server/test/global-setup.ts'].filter((file) => existsSync(file));

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'tools',
          include: ['tools/**/*.test.ts'],
          setupFiles: ['./tools/test/no-network.ts'],
          testTimeout: 60_000,
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
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts', 'prove/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
