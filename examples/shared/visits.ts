/**
 * The sessions of the application itself: the browser holds a random id and nothing else, the rest stays here. In
 * memory and bounded, which is right for an example; an application of several processes keeps them in a database.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Somebody who is signed in, as Cardea vouches for them. */
export type Person = {
  readonly sub: string;
  /** The session at Cardea that this sign-in belongs to; a logout token names it. */
  readonly sid: string;
  /** How strongly they proved who they are. */
  readonly acr: string;
  /** When they last did. */
  readonly authenticatedAt: Date;
  /** Kept to name the session when signing out. */
  readonly idToken: string;
  readonly accessToken: string;
  readonly accessTokenFrom: Date;
  readonly accessTokenUntil: Date;
  readonly refreshToken: string | null;
  /** What userinfo said, under the names of OpenID Connect. */
  readonly claims: Readonly<Record<string, unknown>>;
};

/** A sign-in that has been begun and not finished. Each tab has its own, found by `state`. */
export type PendingSignIn = {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  readonly maxAgeSeconds: number | null;
  /** What the person wanted when they were sent away, to be done when they are back. */
  readonly intent: string | null;
};

export type Notice = 'ended' | 'not_allowed' | 'sign_in_over' | 'unavailable';

export type Visit<State> = {
  id: string;
  person: Person | null;
  notice: Notice | null;
  readonly pending: Map<string, PendingSignIn>;
  state: State;
};

export type Visits<State> = ReturnType<typeof createVisits<State>>;

const mostVisits = 5_000;
const mostPending = 8;

export function createVisits<State>(options: {
  /** Cookies do not know ports: two applications on one host name need two names. */
  readonly cookieName: string;
  readonly isSecure: boolean;
  readonly freshState: () => State;
}) {
  const visits = new Map<string, Visit<State>>();
  const blank = (): Visit<State> => ({
    id: randomBytes(32).toString('base64url'),
    person: null,
    notice: null,
    pending: new Map(),
    state: options.freshState(),
  });

  function keep(visit: Visit<State>, reply: FastifyReply): void {
    const [oldest] = visits.keys();
    if (visits.size >= mostVisits && oldest !== undefined) visits.delete(oldest);
    visits.set(visit.id, visit);
    const { cookieName, isSecure } = options;
    reply.setCookie(cookieName, visit.id, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
  }

  function find(request: FastifyRequest): Visit<State> | null {
    const visit = visits.get(request.cookies[options.cookieName] ?? '');
    if (visit === undefined) return null;
    // Moved to the end, so that the first of the map is the one unused for longest.
    visits.delete(visit.id);
    visits.set(visit.id, visit);
    return visit;
  }

  function forgetPerson(visit: Visit<State>, notice: Notice | null): void {
    visit.person = null;
    visit.notice = notice;
    visit.state = options.freshState();
  }

  return {
    find,
    forgetPerson,
    /** The visit of this browser, or one that leaves no trace: whoever only looks gets no cookie. */
    look: (request: FastifyRequest) => find(request) ?? blank(),
    open(request: FastifyRequest, reply: FastifyReply): Visit<State> {
      const visit = find(request) ?? blank();
      if (!visits.has(visit.id)) keep(visit, reply);
      return visit;
    },
    begin(visit: Visit<State>, state: string, pending: PendingSignIn): void {
      const [oldest] = visit.pending.keys();
      if (visit.pending.size >= mostPending && oldest !== undefined) visit.pending.delete(oldest);
      visit.pending.set(state, pending);
    },
    /**
     * Signs in under a new id, so that an id planted before the sign-in is worth nothing after it. What somebody else did
     * here stays theirs.
     */
    welcome(visit: Visit<State>, person: Person, reply: FastifyReply): void {
      if (visit.person !== null && visit.person.sub !== person.sub) {
        forgetPerson(visit, null);
        visit.pending.clear();
      }
      visits.delete(visit.id);
      visit.id = randomBytes(32).toString('base64url');
      visit.person = person;
      visit.notice = null;
      keep(visit, reply);
    },
    /** Everybody who is signed in by this session; without a session, everything of this person. */
    endSession(ended: { readonly sid: string | null; readonly sub: string | null }): void {
      for (const visit of visits.values()) {
        const { person } = visit;
        if (person === null) continue;
        const isMeant = ended.sid === null ? person.sub === ended.sub : person.sid === ended.sid;
        if (isMeant) forgetPerson(visit, 'ended');
      }
    },
  };
}
