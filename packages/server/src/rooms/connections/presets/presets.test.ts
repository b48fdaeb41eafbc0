import { connectionPresets } from '@cardea/contract';
import { describe, expect, it } from 'vitest';
import { presetOf } from './known.ts';
import type { JsonObject, UpstreamAnswers } from './preset.ts';

const none: UpstreamAnswers = { idToken: null, userinfo: null, further: {}, callback: {} };
const given = { client_id: 'ours' };
const idToken = (claims: JsonObject): UpstreamAnswers => ({ ...none, idToken: claims });
const userinfo = (claims: JsonObject): UpstreamAnswers => ({ ...none, userinfo: claims });

describe.each(connectionPresets)('the preset %s', (name) => {
  const preset = presetOf(name);

  it('finds nobody in empty, foreign and hostile answers', () => {
    const answers: UpstreamAnswers[] = [
      none,
      idToken({}),
      userinfo({}),
      userinfo({ error: { message: 'no' } }),
      userinfo({ sub: '', id: '', user_id: '', data: null }),
      userinfo({ sub: {}, id: [], user_id: true, data: [] }),
      userinfo({ sub: 'x'.repeat(256), id: -1, user_id: 'a\nb', data: { id: 1.5 } }),
      { ...idToken({ sub: ['a'] }), userinfo: { sub: 7.1, id: 2 ** 60, user_id: null } },
    ];
    for (const answer of answers) expect(preset.readProfile(answer, given)).toBeNull();
  });

  it('speaks https to fixed addresses, or has the operator name them', () => {
    expect(preset.preset).toBe(name);
    const addresses = [...Object.values(preset.endpoints ?? {}), preset.issuer?.(given) ?? 'https://operator.example'];
    for (const address of addresses) expect(address).toMatch(/^https:\/\//);
    if (preset.kind === 'openid') expect(preset.scope.split(' ')).toContain('openid');
  });
});

describe('openid', () => {
  const read = presetOf('openid').readProfile;
  // https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse
  const standard = { sub: '248289761001', name: 'Jane Doe', email: 'janedoe@example.com', email_verified: true };

  it('takes the subject, the address and what is said of it', () => {
    expect(read({ ...none, idToken: { sub: '248289761001' }, userinfo: standard }, given)).toMatchObject({
      subject: '248289761001',
      email: 'janedoe@example.com',
      emailVerified: true,
      name: 'Jane Doe',
    });
  });

  it.each([['true'], [1], ['1'], [null], [undefined], [{}]])('does not take %j for a verified address', (said) => {
    expect(read(idToken({ ...standard, email_verified: said }), given)).toMatchObject({ emailVerified: false });
  });

  it('never takes what one answer says of an address for another address', () => {
    const mixed = read({ ...none, idToken: { sub: 'a', email: 'victim@example.com' }, userinfo: standard }, given);
    expect(mixed).toMatchObject({ email: 'victim@example.com', emailVerified: false });
    const other = read(
      { ...none, idToken: { sub: 'a', email_verified: true }, userinfo: { email: 'v@example.com' } },
      given,
    );
    expect(other).toMatchObject({ email: 'v@example.com', emailVerified: false });
  });

  it('has nobody without an ID token, and no name with a line break', () => {
    expect(read(userinfo(standard), given)).toBeNull();
    expect(read(idToken({ sub: 'a', name: 'Eve\r\nBcc: x', email: 'a b@c' }), given)).toMatchObject({
      name: null,
      email: null,
    });
    expect(read(idToken({ sub: 'a', given_name: 'Jane', family_name: 'Doe' }), given)).toMatchObject({
      name: 'Jane Doe',
    });
  });
});

describe('oauth2', () => {
  const read = presetOf('oauth2').readProfile;

  it('reads the claims that the operator named, inside objects too', () => {
    const settings = {
      ...given,
      subject_claim: 'data.id',
      email_claim: 'contact.mail',
      email_verified_claim: 'contact.ok',
      name_claim: 'display',
    };
    const answer = { data: { id: 42 }, contact: { mail: 'a@b.example', ok: true }, display: 'A' };
    expect(read(userinfo(answer), settings)).toMatchObject({
      subject: '42',
      email: 'a@b.example',
      emailVerified: true,
      name: 'A',
    });
  });

  it('does not walk into what an object inherits', () => {
    expect(read(userinfo({ sub: 'a' }), { ...given, subject_claim: 'constructor.name' })).toBeNull();
  });
});

describe('google', () => {
  const read = presetOf('google').readProfile;
  // https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
  const payload = { iss: 'https://accounts.google.com', sub: '10769150350006150715113082367', email_verified: true };

  it.each([
    [{ email: 'jsmith@gmail.com' }, true],
    [{ email: 'jsmith@contoso.example', hd: 'contoso.example' }, true],
    [{ email: 'jsmith@contoso.example' }, false],
    [{ email: 'jsmith@contoso.example', hd: '' }, false],
    [{ email: 'jsmith@gmail.com.evil.example' }, false],
    [{ email: 'jsmith@gmail.com', email_verified: 'true' }, false],
  ])('vouches for %j: %j', (claims, emailVerified) => {
    expect(read(idToken({ ...payload, ...claims }), given)).toMatchObject({ emailVerified });
  });
});

describe('apple', () => {
  const read = presetOf('apple').readProfile;
  const payload = { sub: '001234.abcd.0123', email: 'x@privaterelay.appleid.com', is_private_email: 'true' };

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [undefined, false],
  ])('takes email_verified %j for %j', (said, emailVerified) => {
    expect(read(idToken({ ...payload, email_verified: said }), given)).toMatchObject({ emailVerified });
  });

  it('takes the name, and nothing else, from the form of the first answer', () => {
    const user = '{"name":{"firstName":"Jane","lastName":"Doe"},"email":"victim@example.com"}';
    const profile = read({ ...none, idToken: { ...payload, email_verified: true }, callback: { user } }, given);
    expect(profile).toMatchObject({ name: 'Jane Doe', email: payload.email, claims: { given_name: 'Jane' } });
    for (const odd of ['', '{', '[]', '{"name":"Jane"}', '{"name":{"firstName":7}}', `"${'x'.repeat(3000)}"`])
      expect(read({ ...none, idToken: payload, callback: { user: odd } }, given)).toMatchObject({ name: null });
  });
});

describe('microsoft', () => {
  const read = presetOf('microsoft').readProfile;
  const tid = '72f988bf-86f1-41af-91ab-2d7cd011db47';
  const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
  const claimsOf = (directory: string, more: JsonObject = {}): UpstreamAnswers =>
    idToken({ sub: 'AAAAA', tid: directory, iss: `https://login.microsoftonline.com/${directory}/v2.0`, ...more });

  it('never takes an address for proven because somebody wrote it (nOAuth)', () => {
    const email = { email: 'victim@example.com' };
    expect(read(claimsOf(tid, { ...email, email_verified: true }), given)).toMatchObject({ emailVerified: false });
    expect(read(claimsOf(tid, { ...email, xms_edov: false }), given)).toMatchObject({ emailVerified: false });
    expect(read(claimsOf(tid, { ...email, xms_edov: '0' }), given)).toMatchObject({ emailVerified: false });
    for (const said of [true, 1, '1', 'true'])
      expect(read(claimsOf(tid, { ...email, xms_edov: said }), given)).toMatchObject({ emailVerified: true });
  });

  it('does not lend the word about the address of the token to the one of another answer', () => {
    const answers = { ...claimsOf(tid, { xms_edov: true }), userinfo: { email: 'victim@example.com' } };
    expect(read(answers, given)).toMatchObject({ emailVerified: false });
  });

  it('lets in whom the setting lets in, by the directory of the token', () => {
    const admits = (tenant: string | undefined, directory: string) =>
      read(claimsOf(directory), tenant === undefined ? given : { ...given, microsoft_tenant: tenant }) !== null;
    expect(admits(undefined, tid)).toBe(true);
    expect(admits('common', personal)).toBe(true);
    expect(admits('organizations', personal)).toBe(false);
    expect(admits('consumers', tid)).toBe(false);
    expect(admits('consumers', personal)).toBe(true);
    expect(admits(tid, tid)).toBe(true);
    expect(admits(tid, personal)).toBe(false);
  });

  it('refuses a directory that is not the one of the issuer', () => {
    expect(
      read(idToken({ sub: 'a', tid, iss: `https://login.microsoftonline.com/${personal}/v2.0` }), given),
    ).toBeNull();
    expect(read(idToken({ sub: 'a', iss: `https://login.microsoftonline.com/${tid}/v2.0` }), given)).toBeNull();
  });
});

describe('github', () => {
  const read = presetOf('github').readProfile;
  // https://docs.github.com/rest/users/users#get-the-authenticated-user and /rest/users/emails
  const user = { login: 'octocat', id: 583231, name: 'monalisa octocat', email: 'octocat@github.com' };
  const emails = (list: unknown): UpstreamAnswers => ({ ...none, userinfo: user, further: { emails: list } });

  it('is known by its number, and reached at the primary address', () => {
    const list = [
      { email: 'other@example.com', primary: false, verified: true },
      { email: 'octocat@github.com', primary: true, verified: true, visibility: 'private' },
    ];
    expect(read(emails(list), given)).toEqual({
      subject: '583231',
      email: 'octocat@github.com',
      emailVerified: true,
      name: 'monalisa octocat',
      claims: user,
    });
  });

  it('takes neither the public address of the profile nor an unverified one for proven', () => {
    expect(read(emails(undefined), given)).toMatchObject({ email: null, emailVerified: false });
    expect(read(emails({ message: 'Not Found' }), given)).toMatchObject({ email: null });
    const primary = { email: 'octocat@github.com', primary: true };
    expect(read(emails([{ ...primary, verified: false }]), given)).toMatchObject({ emailVerified: false });
    expect(read(emails([{ ...primary, verified: 'true' }]), given)).toMatchObject({ emailVerified: false });
    expect(read(userinfo({ ...user, id: '583231' }), given)).toBeNull();
  });

  it('asks for the addresses beside the profile, at GitHub Enterprise too', () => {
    const endpoints = {
      authorization_endpoint: '',
      token_endpoint: '',
      userinfo_endpoint: 'https://git.example/api/v3/user',
    };
    expect(presetOf('github').further(endpoints)).toEqual({ emails: 'https://git.example/api/v3/user/emails' });
  });
});

describe('providers that say nothing of who owns an address', () => {
  it.each([
    // https://developers.facebook.com/docs/graph-api/reference/user/
    [
      'facebook',
      { id: '10158', name: 'Jane Doe', email: 'j@example.com', first_name: 'Jane', last_name: 'Doe' },
      '10158',
    ],
    // https://developer.amazon.com/docs/login-with-amazon/customer-profile.html
    [
      'amazon',
      { user_id: 'amzn1.account.K2LI23KL2LK2', name: 'Jane Doe', email: 'j@example.com' },
      'amzn1.account.K2LI23KL2LK2',
    ],
    // https://docs.x.com/x-api/users/get-my-user
    [
      'x',
      { data: { id: '2244994945', name: 'Jane Doe', username: 'jane', confirmed_email: 'j@example.com' } },
      '2244994945',
    ],
  ] as const)('%s: the address is a suggestion, whatever else is in the answer', (preset, answer, subject) => {
    const loud = { ...answer, email_verified: true, verified: true };
    expect(presetOf(preset).readProfile(userinfo(loud), given)).toMatchObject({
      subject,
      email: 'j@example.com',
      emailVerified: false,
      name: 'Jane Doe',
    });
  });

  it('linkedin and discord say it, and are not believed unless the operator says so', () => {
    // https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
    const linkedin = { sub: '782bbtaQ', name: 'John Doe', email: 'doe@email.com', email_verified: true };
    expect(presetOf('linkedin').readProfile(userinfo(linkedin), given)).toMatchObject({ emailVerified: true });
    // https://discord.com/developers/docs/resources/user#user-object
    const discord = {
      id: '80351110224678912',
      username: 'nelly',
      global_name: null,
      verified: true,
      email: 'n@x.example',
    };
    expect(presetOf('discord').readProfile(userinfo(discord), given)).toMatchObject({
      subject: '80351110224678912',
      name: 'nelly',
      emailVerified: true,
    });
    for (const name of ['linkedin', 'discord'] as const) expect(presetOf(name).emailIsAuthoritative).toBe(false);
    expect(presetOf('linkedin').usesPkce).toBe(false);
  });
});
