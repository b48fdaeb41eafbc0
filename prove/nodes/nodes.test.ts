import { expect, test } from 'vitest';
import { nodesProof } from './nodes-proof.ts';

test('two nodes over one database are one: guesses are counted together, through restarts and a lost database', async () => {
  const { ok, figures } = await nodesProof({
    ...{ seed: 7, nodes: 2, guesses: 24, withValkey: false, identifiers: 0, progress: () => undefined },
  });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { fault_list: [] } });
});
