import { expect, it } from 'vitest';
import { auth0 } from './auth0.ts';

const accountsOf = (user: object) => {
  const mapped = auth0(user, { declared: new Set() });
  return 'record' in mapped ? mapped.record.identities : mapped;
};

it('an account is who its id says, whatever bars the subject has: nobody shares one with somebody else', () => {
  const read = (id: string) => accountsOf({ user_id: id });
  expect(read('google-oauth2|1043')).toEqual([{ connection: 'google-oauth2', subject: '1043' }]);
  expect(read('waad|x1')).toEqual([{ connection: 'waad', subject: 'x1' }]);
  expect(read('samlp|acme|anna@acme.example')).toEqual([{ connection: 'acme', subject: 'anna@acme.example' }]);
  expect(read('oauth2|line|U7')).toEqual([{ connection: 'line', subject: 'U7' }]);
  expect(read('oidc|acme|auth0|anna')).toEqual([{ connection: 'acme', subject: 'auth0|anna' }]);
  expect(read('oidc|acme|auth0|bert')).toEqual([{ connection: 'acme', subject: 'auth0|bert' }]);
  expect(read('facebook|4|5')).toEqual([{ connection: 'facebook', subject: '4|5' }]);
  for (const none of ['auth0|acme|7', 'samlp|', 'samlp', '']) expect(read(none)).toBeUndefined();
});

it('a listed account of one of many connections loses the name of that connection, and nothing else', () => {
  const listed = (provider: string, connection: string, id: string) =>
    accountsOf({ user_id: 'auth0|1', identities: [{ provider, connection, user_id: id }] });
  expect(listed('samlp', 'acme', 'acme|anna')).toEqual([{ connection: 'acme', subject: 'anna' }]);
  expect(listed('oidc', 'acme', 'auth0|acme|anna')).toEqual([{ connection: 'acme', subject: 'auth0|acme|anna' }]);
  expect(listed('facebook', 'facebook', 'facebook|4')).toEqual([{ connection: 'facebook', subject: 'facebook|4' }]);
});
