import { request as send } from 'node:http';
import { createServer, type Server, request as sendOverTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ApplicationMetadataInput } from '@cardea/contract';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CertificateWorld, startCertificateWorld } from '../../../test/certificate-world.ts';
import { type Holder, root } from '../../../test/certificates.ts';

const origin = 'https://localhost:4000';
const metadata: ApplicationMetadataInput & { readonly scope: string } = {
  client_name: 'Bank',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  scope: 'applications:read',
  profile: 'fapi2',
  token_endpoint_auth_method: 'tls_client_auth',
  tls_client_auth_san_dns: 'bank.example',
  tls_client_certificate_bound_access_tokens: true,
};

let world: CertificateWorld;
let front: Server;
let bank: Holder;
let stranger: Holder;
let clientId: string;

beforeAll(async () => {
  world = await startCertificateWorld({ PUBLIC_URL: origin });
  bank = await world.authority.issue({ names: [{ type: 'dns', value: 'bank.example' }] });
  stranger = await (await root()).issue({ names: [{ type: 'dns', value: 'bank.example' }] });
  const { tenants, applications } = world.house.house;
  const tenantId = (await tenants.byHost('localhost:4000'))?.tenantId ?? '';
  clientId = (await applications.register(tenantId, { firstParty: true, metadata })).applicationId;
  front = await startFront();
});
afterAll(async () => {
  front.close();
  await world.stop();
});

/** Ends TLS, asks for a certificate and takes any, and says in its header which one it was: what came in it is gone. */
async function startFront(): Promise<Server> {
  const self = await world.authority.issue({ purposes: null, names: [{ type: 'dns', value: 'localhost' }] });
  const settings = { key: await self.privateKey(), cert: self.pem, requestCert: true, rejectUnauthorized: false };
  const server = createServer(settings, (incoming, outgoing) => {
    const { 'client-cert': _, ...headers } = incoming.headers;
    const { raw } = (incoming.socket as TLSSocket).getPeerCertificate();
    const shown = raw === undefined ? {} : { 'client-cert': `:${raw.toString('base64')}:` };
    const { method, url: path } = incoming;
    const inner = send({ host: '127.0.0.1', port: world.house.port, method, path, headers: { ...headers, ...shown } });
    inner.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    inner.on('error', () => outgoing.destroy());
    incoming.pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** `fetch` through the front, showing this certificate in TLS. */
function fetchWith(holder: Holder | null, more: Readonly<Record<string, string>> = {}): client.CustomFetch {
  return async (address, { method, headers, body }) => {
    const shown = holder === null ? {} : { cert: holder.pem, key: await holder.privateKey() };
    const { pathname: path, search, host } = new URL(address);
    const { port } = front.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const outgoing = sendOverTls({
        ...{ host: '127.0.0.1', servername: 'localhost', ca: world.authority.pem, agent: false, ...shown },
        ...{ port, method, path: `${path}${search}`, headers: { ...headers, ...more, host } },
      });
      outgoing.on('response', async (answer) => {
        const chunks = await answer.toArray();
        const type = { 'content-type': answer.headers['content-type'] ?? '' };
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers: type }));
      });
      outgoing.on('error', reject);
      outgoing.end(body == null ? undefined : String(body));
    });
  };
}

async function configure(holder: Holder | null, more?: Readonly<Record<string, string>>) {
  const options = { [client.customFetch]: fetchWith(holder, more) };
  return client.discovery(new URL(origin), clientId, metadata.scope, client.TlsClientAuth(), options);
}
const grant = async (configuration: client.Configuration) =>
  client.clientCredentialsGrant(configuration, { resource: `${origin}/api`, scope: metadata.scope });
const read = async (holder: Holder | null, token: string) =>
  (
    await client.fetchProtectedResource(
      await configure(holder),
      token,
      new URL(`${origin}/api/admin/applications`),
      'GET',
    )
  ).status;

it('a certified library proves its application by TLS through a real proxy, and its token opens what it is for', async () => {
  const configuration = await configure(bank);
  expect(configuration.serverMetadata()).toMatchObject({
    tls_client_certificate_bound_access_tokens: true,
    token_endpoint_auth_methods_supported: expect.arrayContaining(['tls_client_auth', 'self_signed_tls_client_auth']),
  });
  const { access_token: token } = await grant(configuration);
  expect(await read(bank, token)).toBe(200);
  expect([await read(null, token), await read(stranger, token)]).toEqual([401, 401]);
});

it('nobody gets in with a certificate of another authority, with none, or with one that they only wrote down', async () => {
  for (const configuration of [
    await configure(stranger),
    await configure(null),
    await configure(null, { 'client-cert': bank.field }),
    await configure(stranger, { 'client-cert': bank.field }),
  ])
    await expect(grant(configuration)).rejects.toMatchObject({ error: 'invalid_client' });
});
