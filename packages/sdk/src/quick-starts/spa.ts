/** An application in the browser: no secret, tokens in memory, the session of Cardea to come back to. */
import { partsOf, type QuickStart, type QuickStartApplication } from './quick-start.ts';

export function spa(application: QuickStartApplication): QuickStart {
  const redirectUri = application.redirectUri ?? 'http://localhost:5173/callback';
  const { issuer, clientId, redirectUri: address, origin, path, port } = partsOf({ ...application, redirectUri });
  return {
    id: 'spa',
    name: 'Single-page application',
    keepsSecret: false,
    applicationType: 'web',
    redirectUri,
    postLogoutRedirectUri: `${new URL(redirectUri).origin}/`,
    install: 'npm install oidc-client-ts vite',
    files: [
      {
        name: 'index.html',
        language: 'html',
        text: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>My application</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/main.js"></script>
  </head>
  <body>
    <h1 id="greeting">One moment…</h1>
    <button id="sign-in" hidden>Sign in</button>
    <button id="sign-out" hidden>Sign out</button>
  </body>
</html>
`,
      },
      {
        name: 'main.js',
        language: 'javascript',
        text: `import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';

const manager = new UserManager({
  authority: ${issuer},
  client_id: ${clientId},
  redirect_uri: ${address},
  post_logout_redirect_uri: \`\${${origin}}/\`,
  scope: 'openid profile email',
  loadUserInfo: true,
  // Tokens stay in memory: a script that should not be here finds none in the storage of the browser.
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
});

let user = null;
if (location.pathname === ${path}) {
  user = await manager.signinCallback();
  history.replaceState(null, '', '/');
}

const show = (id, isShown) => {
  document.getElementById(id).hidden = !isShown;
};
document.getElementById('greeting').textContent = user
  ? \`Hello \${user.profile.name ?? user.profile.email}\`
  : 'Welcome';
show('sign-in', !user);
show('sign-out', user);
document.getElementById('sign-in').onclick = () => manager.signinRedirect();
document.getElementById('sign-out').onclick = () => manager.signoutRedirect({ id_token_hint: user.id_token });
`,
      },
    ],
    run: `npx vite --port ${port} --strictPort`,
  };
}
