import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../foundation/http-client/index.ts';
import { type Connection, settingsOf } from './connection.ts';
import { examineConnection } from './examine.ts';

const issuer = 'https://id.contoso.example';
const configuration = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  scopes_supported: ['openid', 'profile', 'email'],
  code_challenge_methods_supported: ['S256'],
};
const keys = { keys: [{ kty: 'RSA' }, { kty: 'EC' }] };

function connectionOf(changes: Partial<Omit<Connection, 'given'>> & { readonly given?: object } = {}): Connection {
  const preset = changes.preset ?? 'openid';
  const given = { client_id: 'ours', ...(preset === 'openid' ? { issuer } : {}), ...changes.given };
  return {
    ...{ connectionId: 'contoso', tenantId: 'ten_a', name: 'Contoso', state: 'active', version: '1', hasSecret: true },
    ...{ preset, settings: settingsOf(preset, given) },
    ...changes,
    given,
  };
}

/** What is found where each address answers so. */
async function found(answers: Readonly<Record<string, HttpAnswer | object>>, connection = connectionOf()) {
  const asked: string[] = [];
  const findings = await examineConnection(
    {
      development: false,
      httpFor: () => ({
        async send({ url }): Promise<HttpAnswer> {
          asked.push(url);
          const answer = answers[url];
          if (answer === undefined) return { outcome: 'failed', reason: 'unreachable' };
          if ('outcome' in answer) return answer as HttpAnswer;
          return { outcome: 'answered', status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
        },
      }),
    },
    connection,
  );
  const told = findings.map(({ check, outcome }) => `${check} ${outcome}`);
  return { told, asked, texts: findings.map(({ text }) => text).join('\n') };
}
const discovery = `${issuer}/.well-known/openid-configuration`;

describe('a test of a connection', () => {
  it('finds a provider that is what it should be', async () => {
    const { told } = await found({ [discovery]: configuration, [`${issuer}/keys`]: keys });
    expect(told).toEqual(['discovery ok', 'keys ok']);
  });

  it.each([
    ['another issuer', { ...configuration, issuer: 'https://evil.example' }],
    ['a trailing slash more', { ...configuration, issuer: `${issuer}/` }],
    ['no JSON', { outcome: 'answered', status: 200, headers: {}, body: Buffer.from('<html>') }],
    ['a redirect', { outcome: 'answered', status: 302, headers: { location: issuer }, body: Buffer.from('') }],
    ['silence', { outcome: 'failed', reason: 'timeout' }],
    ['an address that is not public', { outcome: 'failed', reason: 'address_refused' }],
    ['nothing to be found', { outcome: 'answered', status: 404, headers: {}, body: Buffer.from('{}') }],
  ])('fails at %s, and asks no further', async (_what, answer) => {
    const { told, asked } = await found({ [discovery]: answer });
    expect(told).toEqual(['discovery failed']);
    expect(asked).toEqual([discovery]);
  });

  it('fails without keys, and with addresses that cannot be used', async () => {
    const odd = { ...configuration, token_endpoint: 'http://id.contoso.example/token', authorization_endpoint: 7 };
    const { told } = await found({ [discovery]: odd, [`${issuer}/keys`]: { keys: [{ kty: 'oct' }] } });
    expect(told).toEqual(['discovery ok', 'addresses failed', 'addresses failed', 'keys failed']);
  });

  it('warns of scopes and challenges that are not named, of a missing secret, and of a connection that is off', async () => {
    const connection = connectionOf({ state: 'disabled', hasSecret: false, given: { scope: 'openid groups' } });
    const answer = { ...configuration, code_challenge_methods_supported: ['plain'] };
    const { told, texts } = await found({ [discovery]: answer, [`${issuer}/keys`]: keys }, connection);
    expect(told).toEqual([
      'configuration warning',
      'secret failed',
      'discovery ok',
      'discovery warning',
      'discovery warning',
      'keys ok',
    ]);
    expect(texts).toContain('groups');
  });

  it('takes the one place that Microsoft names for all directories', async () => {
    const at = 'https://login.microsoftonline.com/common/v2.0';
    const answer = {
      ...configuration,
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      jwks_uri: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
    };
    const answers = { [`${at}/.well-known/openid-configuration`]: answer, [answer.jwks_uri]: keys };
    expect((await found(answers, connectionOf({ preset: 'microsoft' }))).told).toEqual(['discovery ok', 'keys ok']);
    const foreign = { ...answers, [`${at}/.well-known/openid-configuration`]: { ...answer, issuer } };
    expect((await found(foreign, connectionOf({ preset: 'microsoft' }))).told).toEqual(['discovery failed']);
  });

  it('only reaches for the addresses of a provider of plain OAuth 2', async () => {
    const refused: HttpAnswer = { outcome: 'answered', status: 401, headers: {}, body: Buffer.from('') };
    const { told, asked } = await found(
      { 'https://github.com/login/oauth/authorize': refused, 'https://api.github.com/user': refused },
      connectionOf({ preset: 'github' }),
    );
    expect(told).toEqual(['addresses ok', 'addresses failed', 'addresses ok']);
    expect(asked).toHaveLength(3);
  });
});
