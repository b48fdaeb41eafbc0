/** Applications of the measured business: registered as an operator does it, and how they get and use their tokens. */
import { createHash, randomBytes } from 'node:crypto';
import { type Answer, exchange } from '../prove/product/http.ts';
import type { Product } from '../prove/product/product.ts';
import type { Person } from './people.ts';

export type Application = {
  readonly clientId: string;
  readonly isPublic: boolean;
  /** How it says who it is; undefined for one that keeps no secret. */
  readonly authorization: string | undefined;
  /** Calls the server: with fields to send or, without, to ask. */
  call(path: string, authorization: string | undefined, fields?: Readonly<Record<string, string>>): Promise<Answer>;
};

export type Tokens = { readonly access_token: string; readonly refresh_token: string };

const callback = 'https://shop.example/callback';

export async function registerApplication(product: Product, ...words: readonly string[]): Promise<Application> {
  const printed = await product.runVerb('applications', 'register', '--name', 'Bench', ...words, '--json');
  const { client_id: clientId, client_secret: secret } = JSON.parse(printed) as {
    client_id: string;
    client_secret?: string;
  };
  const credentials = Buffer.from(`${clientId}:${secret ?? ''}`).toString('base64');
  return {
    clientId,
    isPublic: secret === undefined,
    authorization: secret === undefined ? undefined : `Basic ${credentials}`,
    call: (path, authorization, fields) => {
      const headers = { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) };
      return exchange(product.place, path, headers, fields);
    },
  };
}

/** An application that customers sign in to, and that is the business's own. */
export function registerShop(product: Product, ...words: readonly string[]): Promise<Application> {
  return registerApplication(product, '--first-party', '--redirect-uri', callback, ...words);
}

/** Signs somebody who has a session in to the application, and fetches the tokens. */
export async function enter(application: Application, person: Person): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const answer = await person.ask(`/oauth/authorize?${asked}`);
  const code = URL.canParse(answer.location) ? new URL(answer.location).searchParams.get('code') : null;
  if (code === null) throw new Error(`authorize was answered with ${answer.status} ${answer.location}`);
  const redeemed = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier };
  return await fetchTokens(application, redeemed);
}

/** One call of the token endpoint. */
export async function fetchTokens(
  application: Application,
  parameters: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const fields = application.isPublic ? { ...parameters, client_id: application.clientId } : parameters;
  const { status, body } = await application.call('/oauth/token', application.authorization, fields);
  if (status !== 200) throw new Error(`the token endpoint answered with ${status} ${body.slice(0, 200)}`);
  return JSON.parse(body) as Tokens;
}
