/**
 * The journey of a browser out to an upstream and back, without JavaScript: redirects, cookies on either side, one form.
 * Each half can be taken alone, so that a test may come back by another browser, twice, or with something changed.
 */
import { type Answer, createVisitor, type Visitor } from '../visitor.ts';

/** What the upstream tells the browser to take back: an address to open, or a form to post there. */
export type Return = { readonly path: string; readonly posted: Readonly<Record<string, string>> | null };

type Origin = { readonly origin: string; readonly port: number };

/** A browser at the upstream, which remembers there who has signed in. */
export function browserAt({ origin, port }: Origin): Visitor {
  return createVisitor({ port, host: new URL(origin).host, origin });
}

/** Opens `address` at the upstream and signs in as `login`; `null` presses Cancel. */
export async function atUpstream(
  upstream: Origin,
  address: string,
  login: string | null,
  browser: Visitor = browserAt(upstream),
): Promise<Return> {
  const pathOf = (href: string) => {
    const url = new URL(href, upstream.origin);
    return { here: url.origin === upstream.origin, path: `${url.pathname}${url.search}` };
  };
  const start = pathOf(address);
  if (!start.here) throw new Error(`that is not an address of the upstream: ${address}`);
  let answer = await browser.request(start.path);
  let last = start.path;
  for (let steps = 0; steps < 10; steps += 1) {
    const location = answer.headers['location'];
    if (location !== undefined) {
      const next = pathOf(location);
      if (!next.here) return { path: next.path, posted: null };
      last = next.path;
      answer = await browser.request(next.path);
      continue;
    }
    const action = /<form method="post" action="([^"]+)"/.exec(answer.body)?.[1];
    if (action === undefined) throw new Error(`the upstream said ${answer.status} at ${last}: ${answer.body}`);
    const hidden = answer.hidden(action);
    const to = pathOf(action.replaceAll('&#38;', '&'));
    if (!to.here) return { path: to.path, posted: hidden };
    if (!answer.body.includes('name="login"')) throw new Error(`no form to sign in with: ${answer.body}`);
    const said = login === null ? { login: '', decision: 'deny' } : { login, decision: 'allow' };
    answer = await browser.post(to.path, { ...hidden, ...said });
  }
  throw new Error('the upstream leads nowhere');
}

/** Takes back what the upstream said. A form comes from another site: the browser keeps its Lax cookies to itself. */
export async function comeBack(visitor: Visitor, { path, posted }: Return, upstreamOrigin = 'null'): Promise<Answer> {
  if (posted === null) return visitor.request(path);
  const kept = [...visitor.cookies];
  visitor.cookies.clear();
  const landed = await visitor.post(path, posted, { origin: upstreamOrigin, 'sec-fetch-site': 'cross-site' });
  for (const [name, value] of kept) visitor.cookies.set(name, value);
  const location = landed.headers['location'];
  return location === undefined ? landed : visitor.request(location);
}

/** Opens the house's page at `path`, which must lead to the upstream, signs in there, and comes back. */
export async function throughUpstream(
  visitor: Visitor,
  upstream: Origin,
  login: string | null,
  path: string,
  browser?: Visitor,
): Promise<Answer> {
  const sent = await visitor.request(path);
  const address = sent.headers['location'] ?? '';
  if (!address.startsWith(upstream.origin))
    throw new Error(`not sent upstream: ${sent.status} ${address} ${sent.body}`);
  return comeBack(visitor, await atUpstream(upstream, address, login, browser), upstream.origin);
}
