/** The API of the application: a shelf for each customer, in memory, for tokens that are bound to a key. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createVerifier } from '@cardea/sdk';

const mostBooks = 100;
const mostBytes = 10_000;

type Api = { readonly issuer: string; readonly audience: string; readonly nonceSecret: string };

export function createShelves({ issuer, audience, nonceSecret }: Api) {
  const verifier = createVerifier({ issuer, audience, dpop: { required: true, nonceSecret } });
  const shelves = new Map<string, readonly { readonly title: string }[]>();

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const scope = request.method === 'POST' ? 'shelf:write' : 'shelf:read';
    const verdict = await verifier.verify(request, { scope });
    const say = (status: number, body: object) =>
      void response
        .writeHead(status, { ...verdict.headers, 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(body));
    if (!verdict.ok) return say(verdict.status, { error: verdict.error });
    const { subject } = verdict.token;
    const items = shelves.get(subject) ?? [];
    if (request.method !== 'POST') return say(200, { items });
    const title = await readTitle(request);
    if (title === null || items.length >= mostBooks) return say(422, { error: 'invalid_title' });
    shelves.set(subject, [...items, { title }]);
    return say(201, { title });
  };
}

async function readTitle(request: IncomingMessage): Promise<string | null> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > mostBytes) return null;
  }
  try {
    const { title } = JSON.parse(text) as { readonly title?: unknown };
    return typeof title === 'string' && title.trim() !== '' && title.length <= 100 ? title : null;
  } catch {
    return null;
  }
}
