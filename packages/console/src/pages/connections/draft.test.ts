import { describe, expect, it } from 'vitest';
import type { Connection } from '../../api/connections.ts';
import { differences, draftOf, leadsElsewhere, newOf, oneDirectory, patchOf } from './draft.ts';

const kept: Connection = {
  ...{ connection_id: 'contoso', name: 'Contoso', preset: 'openid', state: 'active', client_id: 'acme' },
  ...{ issuer: 'https://id.contoso.example', scope: 'openid profile email', has_client_secret: true },
  ...{ token_endpoint_auth_method: 'client_secret_basic', email_is_authoritative: false, keeps_tokens: false },
  ...{ claims: { company: 'org' }, sign_up: 'open', domain_sign_in: 'offered', order: 3 },
  ...{ redirect_uri: 'https://id.example/r', backchannel_logout_uri: 'https://id.example/l' },
};
const former = draftOf(kept);
const changed = (change: Partial<typeof former>) => {
  const draft = { ...former, ...change };
  return { draft, changes: differences(former, draft) };
};
const patched = (change: Partial<typeof former>) => {
  const { draft, changes } = changed(change);
  return patchOf(changes, draft);
};

describe('a connection that is changed', () => {
  it('is nothing where nothing differs, and names what differs alone', () => {
    expect(patched({})).toEqual({});
    expect(patched({ name: ' Contoso AG ' })).toEqual({ name: 'Contoso AG' });
  });

  it('takes an empty field back to what the preset says', () => {
    expect(patched({ scope: '', order: '' })).toEqual({ scope: null, order: null });
  });

  it('knows numbers, yes and no, and claims', () => {
    expect(patched({ order: '7', email_is_authoritative: 'true' })).toEqual({ order: 7, email_is_authoritative: true });
    const claims = [...former.claims, { key: 9, attribute: 'tier', claim: ' level ' }];
    expect(patched({ claims })).toEqual({ claims: { company: 'org', tier: 'level' } });
    expect(patched({ claims: [] })).toEqual({ claims: {} });
  });

  it('leaves out a claim that is half typed', () => {
    expect(patched({ claims: [...former.claims, { key: 9, attribute: 'tier', claim: '' }] })).toEqual({});
  });

  it('asks for the secret anew where an address changes, and nowhere else', () => {
    expect(leadsElsewhere(changed({ issuer: 'https://evil.example' }).changes)).toBe(true);
    expect(leadsElsewhere(changed({ microsoft_tenant: 'organizations' }).changes)).toBe(true);
    expect(leadsElsewhere(changed({ name: 'Other', scope: 'openid' }).changes)).toBe(false);
  });

  it('names one directory of Microsoft by its id, and its word otherwise', () => {
    const directory = '11111111-2222-3333-4444-555555555555';
    const change = { microsoft_tenant: oneDirectory, microsoft_directory: directory };
    expect(patched(change)).toEqual({ microsoft_tenant: directory });
    expect(draftOf({ ...kept, microsoft_tenant: directory })).toMatchObject(change);
  });

  it('never shows a secret as what there was', () => {
    expect(former.client_secret).toBe('');
    expect(patched({ client_secret: 'hush' })).toEqual({ client_secret: 'hush' });
  });
});

describe('a new connection', () => {
  it('says what was asked for, and is off until it was tested', () => {
    const draft = {
      ...draftOf({}),
      name: 'Apple',
      client_id: 'com.example',
      team_id: 'ABCDE12345',
      key_id: 'KEY1234567',
    };
    expect(newOf('apple', 'apple', { ...draft, issuer: 'left from before' }, ['team_id', 'key_id'])).toEqual({
      ...{ preset: 'apple', connection_id: 'apple', name: 'Apple', client_id: 'com.example', state: 'disabled' },
      apple: { team_id: 'ABCDE12345', key_id: 'KEY1234567' },
    });
  });
});
