/** Every proof by its name. `npm test` runs a small instance of each but `expo`, which needs the network; here they run in full. */
import { backupProof } from './backup/backup-proof.ts';
import { crashProof } from './crash/crash-proof.ts';
import { expoProof } from './expo/expo-proof.ts';
import { growthProof } from './growth/growth-proof.ts';
import { bruteProof } from './guessing/brute-proof.ts';
import { sprayProof } from './guessing/spray-proof.ts';
import { stuffingProof } from './guessing/stuffing-proof.ts';
import { importProof } from './import/import-proof.ts';
import { journeysProof } from './journeys/journeys-proof.ts';
import { nodesProof } from './nodes/nodes-proof.ts';
import { profileSchemaProof } from './profile-schema/profile-schema-proof.ts';
import type { ProofOptions, Verdict } from './proof.ts';
import { secretsProof } from './secrets/secrets-proof.ts';

export type Proof = { readonly shows: string; run(options: ProofOptions): Promise<Verdict> };

export const proofs: Readonly<Record<string, Proof>> = {
  backup: {
    shows:
      'a backup taken in the middle of work is brought back elsewhere with the recovery key alone (about 2 minutes)',
    run: (options) => backupProof({ ...options, before: 400, during: 400 }),
  },
  brute: {
    shows: 'a public guessing tool, and a crowd, get nowhere with one account and lock nobody out (about 2 minutes)',
    run: (options) => bruteProof({ ...options, guesses: 1_000, byTool: true }),
  },
  crash: {
    shows: 'nothing acknowledged is lost when server and PostgreSQL are killed 50 times each (about 6 minutes)',
    run: (options) => crashProof({ ...options, kills: 50 }),
  },
  expo: {
    shows:
      'the Expo example fits the very packages that it names, from the registry (needs the network; about 2 minutes)',
    run: expoProof,
  },
  import: {
    shows:
      '100,000 customers with bcrypt hashes are imported, killed twice and resumed without a loss (about 4 minutes)',
    run: (options) => importProof({ ...options, customers: 100_000, signIns: 40 }),
  },
  growth: {
    shows: 'among 1,000,000 customers one is found as fast as among few, and looked at (about 20 minutes)',
    run: (options) =>
      growthProof({
        ...options,
        customers: 1_000_000,
        times: 100,
        managers: 4,
        bounds: { findByEmail: 20, prefixPage: 200, customerPage: 300 },
      }),
  },
  journeys: {
    shows:
      'in 10,000 random orders of sign-up, sign-in, factors, linked accounts, recovery and changes nobody gets what their proofs do not justify (about an hour)',
    run: (options) => journeysProof({ ...options, walks: 10_000 }),
  },
  nodes: {
    shows: 'three nodes share every budget exactly, through restarts and a lost store (about 2 minutes)',
    run: (options) => nodesProof({ ...options, nodes: 3, guesses: 90, withValkey: false, identifiers: 1_000_000 }),
  },
  'nodes-valkey': {
    shows: 'the same with Valkey; without it a quarter of each budget is left until it is back (about 1 minute)',
    run: (options) => nodesProof({ ...options, nodes: 3, guesses: 90, withValkey: true, identifiers: 0 }),
  },
  'profile-schema': {
    shows: 'a changed profile schema of 100,000 customers is immediate, loses nothing and rolls back (about 2 minutes)',
    run: (options) => profileSchemaProof({ ...options, customers: 100_000 }),
  },
  spray: {
    shows: 'one password tried at 10,000 accounts is noticed by the fiftieth and opens none (about 5 minutes)',
    run: (options) => sprayProof({ ...options, accounts: 10_000, oneIn: 100 }),
  },
  stuffing: {
    shows:
      '100,000 stolen pairs from 50,000 addresses are noticed early, open nothing, and customers notice nothing (about 6 minutes)',
    run: (options) =>
      stuffingProof({
        ...options,
        ...{ attempts: 100_000, addresses: 50_000, customers: 600, signInsASecond: 10 },
        ...{ quietPace: 50, loudPace: 1_000, p95: 1_000 },
      }),
  },
  secrets: {
    shows:
      'no name, address, session or code of 1,000 customers rests in clear in database, files or log (about 2 minutes)',
    run: (options) => secretsProof({ ...options, customers: 1_000, pending: 50 }),
  },
};
