/** A service that manages customers, with a token of its own and as many calls as it needs. */
import type { Product } from './product.ts';

export type Manager = {
  /** Calls a path below `/api/admin`; throws on any refusal. */
  call(method: string, path: string, body?: object): Promise<Readonly<Record<string, unknown>>>;
};

const usualScope = 'customers:read customers.personal:read ledger:read';

/** Registers one. Its token is asked for when it is first needed, because tokens are short-lived and an import is not. */
export async function createManager(
  product: Pick<Product, 'runVerb' | 'visitor'> & { readonly place: Pick<Product['place'], 'origin'> },
  scope: string = usualScope,
): Promise<Manager> {
  const words = ['applications', 'register', '--name', 'Support', '--machine', '--scope', scope, '--json'];
  const { client_id: id, client_secret: secret } = JSON.parse(await product.runVerb(...words)) as Record<
    string,
    string
  >;
  const visitor = product.visitor();
  let token: Promise<string> | undefined;

  async function askForToken(): Promise<string> {
    const resource = `${product.place.origin}/api`;
    const answer = await visitor.request('/oauth/token', {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope }).toString(),
    });
    const { access_token: given } = JSON.parse(answer.body) as { access_token?: string };
    if (given === undefined) throw new Error(`there is no token: ${answer.status} ${answer.body}`);
    return given;
  }

  return {
    async call(method, path, body) {
      token ??= askForToken();
      const { status, body: text } = await visitor.request(`/api/admin${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token}`,
          accept: 'application/json',
          'cardea-reason': 'A proof of growth',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (status !== 200 && status !== 204) throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
      return status === 204 ? {} : JSON.parse(text);
    },
  };
}
