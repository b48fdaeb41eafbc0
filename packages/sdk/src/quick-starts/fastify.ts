/** Fastify: sessions of its own, sign-in by a certified library. */
import { partsOf, type QuickStart, type QuickStartApplication } from './quick-start.ts';

export function fastify(application: QuickStartApplication): QuickStart {
  const redirectUri = application.redirectUri ?? 'http://localhost:3001/callback';
  const {
    issuer,
    clientId,
    redirectUri: address,
    origin,
    path,
    port,
    isPlainHttp,
  } = partsOf({
    ...application,
    redirectUri,
  });
  return {
    id: 'fastify',
    name: 'Fastify',
    keepsSecret: true,
    applicationType: 'web',
    redirectUri,
    postLogoutRedirectUri: `${new URL(redirectUri).origin}/`,
    install: 'npm install fastify @fastify/cookie @fastify/session openid-client',
    files: [
      {
        name: 'server.mjs',
        language: 'javascript',
        text: `import cookie from '@fastify/cookie';
import session from '@fastify/session';
import Fastify from 'fastify';
import * as client from 'openid-client';

const redirectUri = ${address};
const cardea = await client.discovery(
  new URL(${issuer}),
  ${clientId},
  undefined,
  client.ClientSecretBasic(process.env.CLIENT_SECRET),${
    isPlainHttp ? '\n  { execute: [client.allowInsecureRequests] }, // plain http: on your own machine only' : ''
  }
);

const app = Fastify();
await app.register(cookie);
await app.register(session, {
  secret: process.env.SESSION_SECRET,
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: 'lax', secure: redirectUri.startsWith('https:') },
});
// The button to sign out sends an empty form.
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async () => ({}));

app.get('/', async (request, reply) => {
  const user = request.session.get('user');
  reply.type('text/html; charset=utf-8');
  return user
    ? \`<h1>Hello \${escape(user.name ?? user.email)}</h1><form method="post" action="/sign-out"><button>Sign out</button></form>\`
    : '<a href="/sign-in">Sign in</a>';
});

app.get('/sign-in', async (request, reply) => {
  const verifier = client.randomPKCECodeVerifier();
  const pending = { verifier, state: client.randomState(), nonce: client.randomNonce() };
  request.session.set('pending', pending);
  const address = client.buildAuthorizationUrl(cardea, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
  });
  return reply.redirect(address.href);
});

app.get(${path}, async (request, reply) => {
  const pending = request.session.get('pending');
  if (!pending) return reply.redirect('/');
  const tokens = await client.authorizationCodeGrant(cardea, new URL(request.url, redirectUri), {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const user = await client.fetchUserInfo(cardea, tokens.access_token, tokens.claims().sub);
  // A fresh session, so that nobody who knew the former one is signed in with it.
  await request.session.regenerate();
  request.session.set('user', user);
  request.session.set('idToken', tokens.id_token);
  return reply.redirect('/');
});

app.post('/sign-out', async (request, reply) => {
  const address = client.buildEndSessionUrl(cardea, {
    id_token_hint: request.session.get('idToken'),
    post_logout_redirect_uri: \`\${${origin}}/\`,
  });
  await request.session.destroy();
  return reply.redirect(address.href);
});

const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => \`&#\${sign.charCodeAt(0)};\`);

await app.listen({ port: ${port} });
console.log('Ready at', ${origin});
`,
      },
    ],
    run: 'CLIENT_SECRET=… SESSION_SECRET=$(openssl rand -hex 32) node server.mjs',
  };
}
