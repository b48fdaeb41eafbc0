/** Next.js, PHP and React Native: each with the library that its people know. */
import { partsOf, type QuickStart, type QuickStartApplication } from './quick-start.ts';

export function next(application: QuickStartApplication): QuickStart {
  const { origin, port } = new URL(application.redirectUri ?? 'http://localhost:3001/');
  // The library decides the path.
  const redirectUri = `${origin}/api/auth/callback/cardea`;
  const { issuer, clientId } = partsOf({ ...application, redirectUri });
  return {
    id: 'next',
    name: 'Next.js',
    keepsSecret: true,
    applicationType: 'web',
    redirectUri,
    postLogoutRedirectUri: `${origin}/`,
    install: 'npm install next-auth@4',
    files: [
      {
        name: 'app/api/auth/[...nextauth]/route.ts',
        language: 'typescript',
        text: `import NextAuth from 'next-auth';

const handler = NextAuth({
  providers: [
    {
      id: 'cardea',
      name: 'Cardea',
      type: 'oauth',
      issuer: ${issuer},
      wellKnown: \`\${${issuer}}/.well-known/openid-configuration\`,
      clientId: ${clientId},
      clientSecret: process.env.CLIENT_SECRET,
      client: { id_token_signed_response_alg: 'ES256' },
      authorization: { params: { scope: 'openid profile email' } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      profile: (claims) => ({ id: claims.sub, name: claims.name, email: claims.email }),
    },
  ],
});

export { handler as GET, handler as POST };
`,
      },
      {
        name: 'app/page.tsx',
        language: 'tsx',
        text: `import { getServerSession } from 'next-auth';

export default async function Home() {
  const session = await getServerSession();
  return session?.user ? (
    <>
      <h1>Hello {session.user.name ?? session.user.email}</h1>
      <a href="/api/auth/signout">Sign out</a>
    </>
  ) : (
    <a href="/api/auth/signin/cardea">Sign in</a>
  );
}
`,
      },
    ],
    run: `CLIENT_SECRET=… NEXTAUTH_SECRET=$(openssl rand -hex 32) NEXTAUTH_URL=${origin} npx next dev${port === '' ? '' : ` --port ${port}`}`,
  };
}

export function php(application: QuickStartApplication): QuickStart {
  const redirectUri = application.redirectUri ?? 'http://localhost:3001/callback.php';
  const { issuer, clientId, redirectUri: address } = partsOf({ ...application, redirectUri });
  const { origin, pathname, host } = new URL(redirectUri);
  return {
    id: 'php',
    name: 'PHP',
    keepsSecret: true,
    applicationType: 'web',
    redirectUri,
    postLogoutRedirectUri: `${origin}/`,
    install: 'composer require jumbojett/openid-connect-php',
    files: [
      {
        name: pathname.endsWith('.php') ? pathname.slice(1) : `${pathname.slice(1)}/index.php`,
        language: 'php',
        text: `<?php
require __DIR__ . '/vendor/autoload.php';

session_set_cookie_params(['httponly' => true, 'samesite' => 'Lax', 'secure' => ${String(!origin.startsWith('http:'))}]);
session_start();

$cardea = new Jumbojett\\OpenIDConnectClient(${issuer}, ${clientId}, getenv('CLIENT_SECRET'));
$cardea->setRedirectURL(${address});
$cardea->setCodeChallengeMethod('S256');
$cardea->addScope(['openid', 'profile', 'email']);

// Sends the customer to sign in, and goes on here with the answer: state, nonce and signature are checked.
$cardea->authenticate();
session_regenerate_id(true);
$user = $cardea->requestUserInfo();

echo 'Hello ', htmlspecialchars($user->name ?? $user->email, ENT_QUOTES);
`,
      },
    ],
    run: `CLIENT_SECRET=… php -S ${host}`,
  };
}

export function native(application: QuickStartApplication): QuickStart {
  const redirectUri = application.redirectUri ?? 'com.example.app:/callback';
  const { issuer, clientId, redirectUri: address } = partsOf({ ...application, redirectUri });
  return {
    id: 'native',
    name: 'React Native',
    keepsSecret: false,
    applicationType: 'native',
    redirectUri,
    postLogoutRedirectUri: redirectUri,
    install: 'npm install react-native-app-auth',
    files: [
      {
        name: 'App.tsx',
        language: 'tsx',
        text: `import { useState } from 'react';
import { Button, SafeAreaView, Text } from 'react-native';
import { authorize, type AuthorizeResult, logout } from 'react-native-app-auth';

// Sign-in happens in the browser of the phone, so passwords and passkeys never pass through the app.
const cardea = {
  issuer: ${issuer},
  clientId: ${clientId},
  redirectUrl: ${address},
  scopes: ['openid', 'profile', 'email'],
};

export default function App() {
  const [tokens, setTokens] = useState<AuthorizeResult | null>(null);
  const signIn = async () => setTokens(await authorize(cardea));
  const signOut = async () => {
    if (tokens) await logout(cardea, { idToken: tokens.idToken, postLogoutRedirectUrl: cardea.redirectUrl });
    setTokens(null);
  };
  return (
    <SafeAreaView>
      <Text>{tokens ? 'You are signed in.' : 'Welcome'}</Text>
      <Button title={tokens ? 'Sign out' : 'Sign in'} onPress={tokens ? signOut : signIn} />
    </SafeAreaView>
  );
}
`,
      },
    ],
    run: 'npx react-native run-android',
  };
}
