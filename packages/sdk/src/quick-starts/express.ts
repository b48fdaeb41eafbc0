/** Express: sessions of its own, sign-in by a certified library. */
import { partsOf, type QuickStart, type QuickStartApplication } from './quick-start.ts';

export function express(application: QuickStartApplication): QuickStart {
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
    id: 'express',
    name: 'Express',
    keepsSecret: true,
    applicationType: 'web',
    redirectUri,
    postLogoutRedirectUri: `${new URL(redirectUri).origin}/`,
    install: 'npm install express express-session openid-client',
    files: [
      {
        name: 'server.mjs',
        language: 'javascript',
        text: `import express from 'express';
import session from 'express-session';
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

const app = express();
app.use(
  session({
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: redirectUri.startsWith('https:') },
  }),
);

app.get('/', (request, response) => {
  const { user } = request.session;
  response.send(
    user
      ? \`<h1>Hello \${escape(user.name ?? user.email)}</h1><form method="post" action="/sign-out"><button>Sign out</button></form>\`
      : '<a href="/sign-in">Sign in</a>',
  );
});

app.get('/sign-in', async (request, response) => {
  const verifier = client.randomPKCECodeVerifier();
  const pending = { verifier, state: client.randomState(), nonce: client.randomNonce() };
  request.session.pending = pending;
  const address = client.buildAuthorizationUrl(cardea, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
  });
  response.redirect(address.href);
});

app.get(${path}, async (request, response) => {
  const { pending } = request.session;
  if (!pending) return response.redirect('/');
  const tokens = await client.authorizationCodeGrant(cardea, new URL(request.originalUrl, redirectUri), {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const user = await client.fetchUserInfo(cardea, tokens.access_token, tokens.claims().sub);
  // A fresh session, so that nobody who knew the former one is signed in with it.
  request.session.regenerate(() => {
    Object.assign(request.session, { user, idToken: tokens.id_token });
    request.session.save(() => response.redirect('/'));
  });
});

app.post('/sign-out', (request, response) => {
  const address = client.buildEndSessionUrl(cardea, {
    id_token_hint: request.session.idToken,
    post_logout_redirect_uri: \`\${${origin}}/\`,
  });
  request.session.destroy(() => response.redirect(address.href));
});

const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => \`&#\${sign.charCodeAt(0)};\`);

app.listen(${port}, () => console.log('Ready at', ${origin}));
`,
      },
    ],
    run: 'CLIENT_SECRET=… SESSION_SECRET=$(openssl rand -hex 32) node server.mjs',
  };
}
