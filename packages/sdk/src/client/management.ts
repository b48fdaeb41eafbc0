/**
 * The management API, typed from the document that the server serves. Each call answers `{ data, error, response }`, and
 * `demand` makes an exception of a refusal; `items` walks through a list.
 */
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/api.ts';
import { repeatable } from '../generated/repeatable.ts';
import type { Fetch } from './fetch.ts';
import { checkIssuer } from './issuer.ts';
import { type ItemOf, type ListParameters, type ListPath, walkItems } from './items.ts';
import { createSender } from './send.ts';
import { type AskForToken, type ClientCredentials, givenTokens, machineTokens, type TokenSource } from './tokens.ts';

/** The addresses below /api/admin. */
export type ManagementPaths = {
  [Path in keyof paths as Path extends `/api/admin/${string}` ? Path : never]: paths[Path];
};

type Proof =
  | { readonly token: string | AskForToken; readonly clientCredentials?: undefined }
  | { readonly clientCredentials: ClientCredentials; readonly token?: undefined };

export type ManagementOptions = Proof & {
  /** The origin of the tenant, such as `https://id.example.com`. */
  readonly issuer: string;
  /** Another `fetch` than the global one. */
  readonly fetch?: Fetch;
  /** How often a call is tried again where that is safe; 2 unless told. */
  readonly retries?: number;
  /** How long one try may take; 15 seconds unless told. */
  readonly timeoutMilliseconds?: number;
};

export type ManagementClient = Client<ManagementPaths> & {
  /** Every item of a list, page after page: `for await (const customer of client.items('/api/admin/customers'))`. */
  items<Path extends ListPath<ManagementPaths>>(
    path: Path,
    params?: ListParameters<ManagementPaths, Path>,
  ): AsyncGenerator<ItemOf<ManagementPaths, Path>, void, undefined>;
  /** The same client, giving a reason with each call: reading personal fields unmasked asks for one. */
  withReason(reason: string): ManagementClient;
};

/** A client for what administrators and machines do. */
export function createManagementClient(options: ManagementOptions): ManagementClient {
  const issuer = checkIssuer(options.issuer);
  const { fetch = globalThis.fetch, timeoutMilliseconds = 15_000, retries = 2 } = options;
  const send: Fetch = (address, init) => fetch(address, init);
  const tokens =
    options.clientCredentials === undefined
      ? givenTokens(options.token)
      : machineTokens(options.clientCredentials, { issuer, fetch: send, timeoutMilliseconds });
  return assemble({ issuer, fetch: send, tokens, retries, timeoutMilliseconds }, null);
}

type Settled = {
  readonly issuer: string;
  readonly fetch: Fetch;
  readonly tokens: TokenSource;
  readonly retries: number;
  readonly timeoutMilliseconds: number;
};

function assemble(settled: Settled, reason: string | null): ManagementClient {
  const client = createClient<ManagementPaths>({ baseUrl: settled.issuer, fetch: createSender(settled) });
  client.use({
    onRequest({ request, schemaPath }) {
      if (request.method === 'PATCH') request.headers.set('content-type', 'application/merge-patch+json');
      // One name for all tries of this call, so that it is done once however often it has to be sent.
      if (repeatable.has(`${request.method} ${schemaPath}`) && !request.headers.has('idempotency-key')) {
        request.headers.set('idempotency-key', crypto.randomUUID());
      }
      if (reason !== null) request.headers.set('cardea-reason', reason);
    },
  });
  return Object.assign(client, {
    items: ((path, params) =>
      walkItems(
        client.GET as unknown as Parameters<typeof walkItems>[0],
        String(path),
        params,
      )) as ManagementClient['items'],
    withReason: (given: string) => assemble(settled, encodeReason(given)),
  });
}

/** A header holds ASCII only, so a reason travels percent-encoded, as in an address. */
function encodeReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > 200) throw new TypeError('a reason has 1 to 200 characters');
  return encodeURIComponent(text);
}
