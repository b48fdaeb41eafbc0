import { expect, it } from 'vitest';
import {
  createVerifier,
  protectedResourceMetadata,
  protectedResourceMetadataAddress,
  type VerifierOptions,
} from '../index.ts';

const issuer = 'https://id.example';
const audience = 'https://api.example/mcp';

it('says which server gives tokens for an API, and what they may allow', () => {
  const scopes = ['notes:read', 'notes:write'];
  expect(protectedResourceMetadata({ resource: audience, issuer: `${issuer}/`, scopes, name: 'Notes' })).toEqual({
    resource: audience,
    authorization_servers: [issuer],
    scopes_supported: scopes,
    bearer_methods_supported: ['header'],
    resource_name: 'Notes',
    dpop_signing_alg_values_supported: ['ES256', 'Ed25519'],
  });
  expect(protectedResourceMetadata({ resource: audience, issuer, isProofRequired: true })).toMatchObject({
    dpop_bound_access_tokens_required: true,
  });
});

it.each([
  ['https://api.example', 'https://api.example/.well-known/oauth-protected-resource'],
  ['https://api.example/', 'https://api.example/.well-known/oauth-protected-resource'],
  [audience, 'https://api.example/.well-known/oauth-protected-resource/mcp'],
  ['https://api.example/a/b?c=d', 'https://api.example/.well-known/oauth-protected-resource/a/b?c=d'],
])('lies where RFC 9728 says: for %s at %s', (resource, address) => {
  expect(protectedResourceMetadataAddress(resource)).toBe(address);
});

it.each(['notes', 'urn:notes', 'https://api.example/#x', 'javascript:alert(1)'])('is refused for %s', (resource) => {
  expect(() => protectedResourceMetadataAddress(resource)).toThrow(TypeError);
  expect(() => protectedResourceMetadata({ resource, issuer })).toThrow(TypeError);
});

const challengeOf = async (options: Partial<VerifierOptions>, headers: Record<string, string> = {}) => {
  const verifier = createVerifier({
    issuer,
    audience,
    fetch: () => Promise.reject(new Error('no network')),
    ...options,
  });
  const verdict = await verifier.verify({ method: 'GET', url: '/mcp', headers }, { scope: 'notes:read' });
  return verdict.headers['www-authenticate'];
};

it('is named in every refusal, with the scope that is needed, where the API has it', async () => {
  const resourceMetadata = protectedResourceMetadataAddress(audience);
  const where = `resource_metadata="${resourceMetadata}"`;
  expect(await challengeOf({ resourceMetadata })).toBe(
    `Bearer ${where}, scope="notes:read", DPoP algs="ES256 Ed25519"`,
  );
  expect(await challengeOf({ resourceMetadata, dpop: { required: true } })).toBe(
    `DPoP ${where}, scope="notes:read", algs="ES256 Ed25519"`,
  );
  expect(await challengeOf({ resourceMetadata }, { authorization: 'Bearer ??' })).toContain(`Bearer ${where}, error=`);
  expect(await challengeOf({})).toBe('Bearer, DPoP algs="ES256 Ed25519"');
});
