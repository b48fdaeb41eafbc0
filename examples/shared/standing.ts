/**
 * Whether somebody who signed in still counts. A session can be ended at Cardea at any time; the logout token usually
 * says so first, and a refused token says so in any case.
 */
import * as client from 'openid-client';
import type { Person, Visit, Visits } from './visits.ts';

/** A person but for what userinfo says about them. */
export type Standing = Omit<Person, 'claims'>;

const renewBeforeMilliseconds = 30_000;

/** Asks userinfo. The subject must be the one of the identity token, or the answer is about somebody else. */
export function fetchClaims(configuration: client.Configuration, { accessToken, sub }: Standing) {
  return client.fetchUserInfo(configuration, accessToken, sub);
}

export function createStandings<State>(configuration: client.Configuration, visits: Visits<State>) {
  /** Null for an application that was given no refresh token: its sign-in lasts as long as its access token. */
  async function renew(visit: Visit<State>, person: Person): Promise<Person | null> {
    if (person.refreshToken === null) return null;
    const tokens = await client.refreshTokenGrant(configuration, person.refreshToken);
    const now = Date.now();
    const renewed: Person = {
      ...person,
      accessToken: tokens.access_token,
      accessTokenFrom: new Date(now),
      accessTokenUntil: new Date(now + (tokens.expiresIn() ?? 0) * 1000),
      // Some applications get a new one each time, others keep theirs.
      refreshToken: tokens.refresh_token ?? person.refreshToken,
    };
    // Told in the meantime that the session is over: then it is.
    if (visit.person === person) visit.person = renewed;
    return renewed;
  }

  async function askedAnew(visit: Visit<State>, options: { readonly renew: boolean }): Promise<void> {
    const { person } = visit;
    if (person === null) return;
    try {
      const current = options.renew ? await renew(visit, person) : person;
      if (current === null) return visits.forgetPerson(visit, 'ended');
      const claims = await fetchClaims(configuration, current);
      if (visit.person === current) visit.person = { ...current, claims };
    } catch (error) {
      if (!isSessionOver(error)) throw error;
      if (visit.person?.sid === person.sid) visits.forgetPerson(visit, 'ended');
    }
  }

  return {
    /** Before each page: an access token that is old is renewed, and what it may read is read again. */
    async freshen(visit: Visit<State>): Promise<void> {
      const until = visit.person?.accessTokenUntil.getTime() ?? Number.POSITIVE_INFINITY;
      if (until - Date.now() < renewBeforeMilliseconds) await askedAnew(visit, { renew: true });
    },
    /** Where it matters that it is true now. */
    askNow: (visit: Visit<State>) => askedAnew(visit, { renew: false }),
    renewNow: (visit: Visit<State>) => askedAnew(visit, { renew: true }),
  };
}

/** A refused token is the end; an answer that did not come is not. */
function isSessionOver(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.error === 'invalid_grant';
  return error instanceof client.WWWAuthenticateChallengeError && error.status === 401;
}
