/** What the attacks on applications that register themselves share. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestHouse } from './house.ts';
import { houseFetch } from './relying-party.ts';

export const notes = 'https://notes.example/mcp';

export type AgentSettings = {
  readonly registration?: 'off' | 'with_initial_token' | 'open';
  readonly metadataDocuments?: 'off' | 'on';
  readonly mostApplications?: number;
  readonly unusedDays?: number;
};

export async function tenantOf(house: TestHouse): Promise<string> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  if (tenant === null) throw new Error('there is no default tenant');
  return tenant.tenantId;
}

/** Sets what agents may do; it counts at once on this node. */
export async function letAgents(house: TestHouse, agents: AgentSettings): Promise<void> {
  await house.house.tenants.changeSettings(await tenantOf(house), { agents });
}

/** An API that agents may ask for, unless told. */
export async function openNotes(house: TestHouse, resource = notes, isOpen = true): Promise<void> {
  await house.house.applications.registerResource(await tenantOf(house), {
    resource_uri: resource,
    name: 'Notes',
    scopes: { 'notes:read': 'Read your notes', 'notes:write': 'Write notes for you' },
    open_to_agents: isOpen,
  });
}

export type Said = Readonly<Record<string, unknown>>;

export const good: Said = {
  client_name: 'Notes agent',
  redirect_uris: ['https://agent.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
};

let networks = 0;

/** Registers, from a network that nobody used before. */
export async function register(
  house: TestHouse,
  said: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Readonly<Record<string, string>> }> {
  networks += 1;
  const visitor = house.visitor({ address: `11.${networks >> 8}.${networks & 255}.1` });
  const answer = await visitor.request('/oauth/register', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: typeof said === 'string' ? said : JSON.stringify(said),
  });
  return { ...answer, body: JSON.parse(answer.body) as Record<string, unknown> };
}

/** How many applications registered themselves, and what the ledger says of them. */
export async function ofThemselves(house: TestHouse): Promise<number> {
  const [row] = await house.sql<{ count: number }>(
    `select count(*)::int as count from applications where made_by in ('registration', 'metadata_document')`,
  );
  return row?.count ?? -1;
}

export type DocumentHost = {
  readonly origin: string;
  /** Path → what is answered there. */
  readonly pages: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  readonly asked: string[];
  /** Puts a document at this path; its address. */
  publish(path: string, said: Said, headers?: Readonly<Record<string, string>>): string;
  stop(): Promise<void>;
};

/** A host of documents on this machine. */
export async function startDocumentHost(): Promise<DocumentHost> {
  const pages: DocumentHost['pages'] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    pages,
    asked,
    publish(path, said, headers = {}) {
      const address = `${origin}${path}`;
      const body = JSON.stringify({
        client_id: address,
        client_name: 'Documented agent',
        redirect_uris: [`${origin}/callback`],
        grant_types: ['authorization_code', 'refresh_token'],
        ...said,
      });
      pages.set(path, (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body),
      );
      return address;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** `fetch` for an agent: the API of the notes, which only says where to go, and the house. */
export function agentFetch(house: TestHouse, { resource = notes, scopes = ['notes:read'] } = {}): typeof fetch {
  const toHouse = houseFetch(house);
  const { origin, pathname } = new URL(resource);
  const where = `${origin}/.well-known/oauth-protected-resource${pathname}`;
  return async (target, init) => {
    const address = String(target);
    if (address === resource)
      return new Response(null, {
        status: 401,
        headers: { 'www-authenticate': `Bearer resource_metadata="${where}", scope="${scopes.join(' ')}"` },
      });
    if (address === where) return Response.json({ resource, authorization_servers: [house.origin] });
    return toHouse(target, init);
  };
}
