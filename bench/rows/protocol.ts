/** What applications do: look up how to speak to us, and get, renew, check and use tokens. */

import { exchange } from '../../prove/product/http.ts';
import {
  type Application,
  enter,
  fetchTokens,
  registerApplication,
  registerShop,
  type Tokens,
} from '../applications.ts';
import { type Operation, putUnderLoad } from '../load.ts';
import { registerPeople } from '../people.ts';
import type { Prepared, Row } from '../row.ts';
import type { Stage } from '../stage.ts';

const concurrency = 8;
const longestRunInSeconds = 5;

/** Measured on a server that has run for a while: these paths are long, and JavaScript becomes fast by being used. */
function ofProduct(stage: Stage, operation: Operation): Prepared {
  const loaded = { operation, concurrency, cpuMilliseconds: stage.productCpu };
  return {
    async load(seconds, tell) {
      await putUnderLoad(loaded, Math.min(longestRunInSeconds, seconds), () => tell('running in'));
      return putUnderLoad(loaded, seconds, tell);
    },
    operation,
    close: async () => undefined,
  };
}

/** A shop, and somebody's tokens for each client that is under way at once. */
async function shopWithCustomers(
  stage: Stage,
  ...words: readonly string[]
): Promise<{ shop: Application; tokens: Tokens[] }> {
  const shop = await registerShop(stage.product, ...words);
  const people = await registerPeople(stage.product, concurrency);
  return { shop, tokens: await Promise.all(people.map((person) => enter(shop, person))) };
}

/** Takes one after the other, and none that somebody else has in hand. */
function inTurn(items: Tokens[], work: (held: Tokens) => Promise<Tokens>): Operation {
  return async () => {
    const item = items.shift();
    if (item === undefined) throw new Error('all are in use');
    let next = item;
    try {
      next = await work(item);
    } finally {
      items.push(next);
    }
  };
}

const besideASignature = { floor: 'floor-sign-es256', ratio: 'floor-by-ours' } as const;
const besideATransaction = { floor: 'floor-postgres-tx', ratio: 'floor-by-ours' } as const;

export const discovery: Row = {
  name: 'discovery',
  note: 'the document that says how to speak to this issuer',
  floor: null,
  ratio: 'floor-by-ours',
  async prepare(stage) {
    return ofProduct(stage, async () => {
      const { status } = await exchange(stage.product.place, '/.well-known/openid-configuration', {});
      if (status !== 200) throw new Error(`discovery was answered with ${status}`);
    });
  },
};

export const clientCredentials: Row = {
  name: 'client-credentials',
  note: 'a service with a secret gets a signed access token for the API of its tenant',
  ...besideASignature,
  async prepare(stage) {
    const service = await registerApplication(stage.product, '--machine', '--scope', 'customers:read');
    return ofProduct(stage, async () => {
      await fetchTokens(service, { grant_type: 'client_credentials', scope: 'customers:read' });
    });
  },
};

export const refresh: Row = {
  name: 'refresh',
  note: 'an application with a secret renews its tokens; the refresh token stays, an id token is signed',
  ...besideASignature,
  async prepare(stage) {
    const { shop, tokens } = await shopWithCustomers(stage);
    const renew = inTurn(tokens, async (held) => {
      await fetchTokens(shop, { grant_type: 'refresh_token', refresh_token: held.refresh_token });
      return held;
    });
    return ofProduct(stage, renew);
  },
};

export const refreshRotating: Row = {
  name: 'refresh-rotating',
  note: 'an application without a secret renews its tokens; the refresh token is exchanged each time',
  ...besideASignature,
  async prepare(stage) {
    const { shop, tokens } = await shopWithCustomers(stage, '--public');
    const renew = inTurn(tokens, (held) =>
      fetchTokens(shop, { grant_type: 'refresh_token', refresh_token: held.refresh_token }),
    );
    return ofProduct(stage, renew);
  },
};

export const userinfo: Row = {
  name: 'userinfo',
  note: 'an application reads what it may know of somebody, by an opaque access token',
  ...besideATransaction,
  async prepare(stage) {
    const { shop, tokens } = await shopWithCustomers(stage);
    const read = inTurn(tokens, async (held) => {
      const { status } = await shop.call('/oauth/userinfo', `Bearer ${held.access_token}`);
      if (status !== 200) throw new Error(`userinfo was answered with ${status}`);
      return held;
    });
    return ofProduct(stage, read);
  },
};

export const introspection: Row = {
  name: 'introspection',
  note: 'an application asks whether an opaque access token is good',
  ...besideATransaction,
  async prepare(stage) {
    const { shop, tokens } = await shopWithCustomers(stage);
    const check = inTurn(tokens, async (held) => {
      const { body } = await shop.call('/oauth/introspect', shop.authorization, { token: held.access_token });
      if (!body.includes('"active":true')) throw new Error(`introspection said ${body.slice(0, 200)}`);
      return held;
    });
    return ofProduct(stage, check);
  },
};
