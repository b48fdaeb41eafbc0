import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { isSettingsRefusal, readSettings } from '../../foundation/config/index.ts';
import type { CertificatesOffered } from '../../rooms/applications/index.ts';
import { addApplicationsVerbs } from './applications.ts';
import { examineClientCertificates } from './client-certificates.ts';

let world: ApplicationWorld;
let tenantId: string;

beforeAll(async () => {
  world = await createApplicationWorld({ development: true });
  tenantId = await world.tenant('one.example');
});
afterAll(() => world.drop());

const run = (...args: string[]): Promise<string> =>
  runIn({ tenants: world.tenants, applications: world.applications }, ...args);

/** What the verb prints. */
async function runIn(rooms: Pick<ApplicationWorld, 'tenants' | 'applications'>, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  addApplicationsVerbs(program, {
    withRooms: (_settings, work) => work(rooms),
    say: (line) => lines.push(line),
  });
  await program.parseAsync(['applications', ...args], { from: 'user' });
  return lines.join('\n');
}

const refusal = async (...args: string[]): Promise<readonly string[]> => {
  const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
  return isSettingsRefusal(error) ? error.sentences : [`not refused: ${String(error)}`];
};
const localhost = ['--redirect-uri', 'http://localhost:3001/callback'];

describe('registering an application from the command line', () => {
  it('prints its id and, this once, a secret that works', async () => {
    const text = await run('register', '--name', 'Shop', '--first-party', ...localhost);
    const [, applicationId = ''] = /client_id\s+(\S+)/.exec(text) ?? [];
    const [, secret = ''] = /client_secret\s+(\S+)/.exec(text) ?? [];
    expect(await world.applications.checkSecret(tenantId, applicationId, secret)).toBe(true);
    expect(await world.applications.find(tenantId, applicationId)).toMatchObject({
      name: 'Shop',
      firstParty: true,
      metadata: {
        redirect_uris: ['http://localhost:3001/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    });
  });

  it('speaks JSON, and gives no secret where none can be kept', async () => {
    const text = await run('register', '--name', 'Spa', '--public', '--client-id', 'spa', '--json', ...localhost);
    expect(JSON.parse(text)).toEqual({ tenant: tenantId, client_id: 'spa' });
  });

  it('takes a program without people, and the API it works with', async () => {
    const api = 'https://one.example/api';
    await run('register', '--name', 'Robot', '--client-id', 'robot', '--machine', '--resource', api);
    expect((await world.applications.find(tenantId, 'robot'))?.metadata).toMatchObject({
      grant_types: ['client_credentials'],
      response_types: [],
      default_resource: api,
    });
  });

  it('takes what proves itself by a certificate, once certificates arrive, and says what is missing until then', async () => {
    const words = ['register', '--name', 'Bank', '--machine', '--client-id', 'bank'];
    const named = [...words, '--certificate', 'subject=CN=bank,O=Example', '--certificate-bound-tokens'];
    expect(await refusal(...named)).toEqual([
      expect.stringMatching(/^token_endpoint_auth_method needs client certificates, and none arrive here/),
      expect.stringMatching(/^tls_client_certificate_bound_access_tokens needs client certificates/),
    ]);
    const keys = ['--own-certificates', 'https://bank.example/keys'];
    expect(await refusal(...named, ...keys)).toEqual([expect.stringContaining('not both')]);
    expect(await refusal(...words, '--certificate', 'bank.example')).toEqual([
      expect.stringContaining('subject=…, dns=…'),
    ]);
    const { tenant, applications, tenants, anotherNode, drop } = await createApplicationWorld({
      ...{ development: true, certificates: 'full' },
    });
    try {
      const there = await tenant('bank.example');
      const run = (...args: string[]) => runIn({ tenants, applications }, ...args);
      await run(...named);
      expect((await applications.find(there, 'bank'))?.metadata).toMatchObject({
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_subject_dn: 'CN=bank,O=Example',
        tls_client_certificate_bound_access_tokens: true,
      });
      await run('register', '--name', 'Own', '--machine', '--client-id', 'own', ...keys);
      expect((await applications.find(there, 'own'))?.metadata).toMatchObject({
        token_endpoint_auth_method: 'self_signed_tls_client_auth',
        jwks_uri: 'https://bank.example/keys',
        tls_client_certificate_bound_access_tokens: false,
      });
      const examined = (offered: CertificatesOffered, header = 'client-cert') => {
        const settings = offered === 'none' ? {} : { clientCertificates: { header } };
        return examineClientCertificates({ ...readSettings({}), ...settings }, (_settings, work) =>
          work({ tenants, applications: anotherNode(offered) }),
        );
      };
      expect(await examined('full')).toMatchObject({
        ok: true,
        detail: 'they arrive in client-cert, 2 in use ask for them',
      });
      expect(await examined('bound')).toMatchObject({
        ...{ ok: false, detail: 'bank cannot be served: no authority is named' },
        remedy: expect.stringContaining('CLIENT_CERTIFICATE_CA_FILE'),
      });
      expect(await examined('none')).toMatchObject({
        ...{ ok: false, detail: 'bank, own cannot be served: no certificate arrives' },
        remedy: expect.stringContaining('CLIENT_CERTIFICATE_HEADER'),
      });
      for (const id of ['bank', 'own']) await run('disable', id);
      expect(await examined('none')).toMatchObject({
        ok: true,
        detail: 'none arrive, and no application asks for any',
      });
    } finally {
      await drop();
    }
  });

  it('says in a sentence what is wrong', async () => {
    const sentences = await refusal('register', '--name', 'X', '--redirect-uri', 'http://shop.example/');
    expect(sentences).toEqual([expect.stringMatching(/^--redirect-uri must use https/)]);
    expect(await refusal('register', '--name', 'X')).toEqual(['--redirect-uri is needed.']);
    expect(await refusal('list', '--tenant', 'ten_nobody')).toEqual(['There is no tenant ten_nobody.']);
  });

  it('asks which tenant is meant where there are several', async () => {
    const second = await world.tenant('two.example');
    expect(await refusal('list')).toEqual(['There are 2 tenants: say which one with --tenant.']);
    expect(await run('list', '--tenant', second)).toBe('No application is registered yet.');
    const listed = await run('list', '--tenant', tenantId);
    expect(listed.split('\n')).toHaveLength(3);
    expect(listed).toContain('spa  Spa (asks for consent)');
    const { applications } = JSON.parse(await run('list', '--json', '--tenant', tenantId));
    expect(applications).toContainEqual(expect.objectContaining({ client_id: 'spa', first_party: false }));
  });
});

describe('changing an application from the command line', () => {
  it('gives a new secret beside the former one, or instead of it', async () => {
    const words = ['--name', 'Till', '--client-id', 'till', '--json', '--tenant', tenantId, ...localhost];
    const { client_secret: first } = JSON.parse(await run('register', ...words));
    const { client_secret: second } = JSON.parse(await run('rotate-secret', 'till', '--json', '--tenant', tenantId));
    const counts = (secret: string) => world.anotherNode().checkSecret(tenantId, 'till', secret);
    expect([await counts(first), await counts(second)]).toEqual([true, true]);
    const text = await run('rotate-secret', 'till', '--keep-former', '0', '--tenant', tenantId);
    expect([await counts(first), await counts(second)]).toEqual([false, false]);
    expect(await counts(/client_secret\s+(\S+)/.exec(text)?.[1] ?? '')).toBe(true);
    expect(await refusal('rotate-secret', 'spa', '--tenant', tenantId)).toEqual([
      expect.stringContaining('without a secret'),
    ]);
  });

  it('ends an application, and says so when there is none', async () => {
    expect(await run('disable', 'spa', '--tenant', tenantId)).toBe('Disabled spa.');
    expect(await run('list', '--tenant', tenantId)).toContain('Spa (asks for consent) – disabled');
    expect(await refusal('disable', 'nobody', '--tenant', tenantId)).toEqual(['There is no such application.']);
  });
});
