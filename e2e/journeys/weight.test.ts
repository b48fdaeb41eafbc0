/** What a first visit to a page costs: everything it loads, compressed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { setStage } from '../support/stage.ts';
import { register } from '../support/steps.ts';

const stage = setStage();
const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));
const mostBytes = 50_000;

test('every page weighs less than 50 kB with all it loads', async () => {
  const weights: Record<string, { requests: number; bytes: number; compressedBytes: number }> = {};
  for (const path of ['/sign-up', '/sign-in', '/signed-out', '/nothing/here', '/dev/outbox', '/account']) {
    const maria = await stage.person();
    if (path === '/account') await register(maria);
    const bodies: Promise<Buffer>[] = [];
    maria.page.on('response', (response) => {
      if (response.status() < 300 || response.status() >= 400) bodies.push(response.body());
    });
    await maria.page.goto(path);
    const loaded = await Promise.all(bodies.splice(0));
    weights[path] = {
      requests: loaded.length,
      bytes: loaded.reduce((sum, body) => sum + body.length, 0),
      compressedBytes: loaded.reduce((sum, body) => sum + gzipSync(body).length, 0),
    };
    expect(weights[path].compressedBytes, path).toBeLessThan(mostBytes);
  }
  mkdirSync(artifacts, { recursive: true });
  writeFileSync(`${artifacts}weights.json`, `${JSON.stringify(weights, null, 2)}\n`);
});
