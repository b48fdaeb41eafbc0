import type { FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createVisits, type Person } from './visits.ts';

const reply = { setCookie: () => reply } as unknown as FastifyReply;
const nobody = { cookies: {} } as Parameters<ReturnType<typeof createVisits>['find']>[0];
const person = (sub: string): Person => ({
  sub,
  sid: `of ${sub}`,
  acr: '',
  authenticatedAt: new Date(0),
  idToken: '',
  accessToken: '',
  accessTokenFrom: new Date(0),
  accessTokenUntil: new Date(0),
  refreshToken: null,
  claims: {},
});
const pending = { nonce: '', codeVerifier: '', returnTo: '/', maxAgeSeconds: null, intent: 'pay' };

describe('a visit that somebody signs in to', () => {
  const open = () => {
    const visits = createVisits<{ basket: string[] }>({
      cookieName: 'visit',
      isSecure: false,
      freshState: () => ({ basket: [] }),
    });
    const visit = visits.open(nobody, reply);
    visit.state.basket.push('lamp');
    return { visits, visit };
  };

  it('keeps what they chose before, and what they chose when they prove themselves again, under another id', () => {
    const { visits, visit } = open();
    const { id } = visit;
    visits.welcome(visit, person('anna'), reply);
    expect(visit.id).not.toBe(id);
    visits.welcome(visit, person('anna'), reply);
    expect(visit.state.basket).toEqual(['lamp']);
  });

  it('shows nothing of whoever was signed in before, and does nothing that they wanted', () => {
    const { visits, visit } = open();
    visits.welcome(visit, person('anna'), reply);
    visits.begin(visit, 'state', pending);
    visits.welcome(visit, person('bert'), reply);
    expect(visit).toMatchObject({ person: { sub: 'bert' }, state: { basket: [] } });
    expect(visit.pending.size).toBe(0);
  });
});
