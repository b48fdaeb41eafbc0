/**
 * Sign-in by the system's own browser (RFC 8252): this app never sees a password, and whoever is signed in there need not
 * type one. The refresh token lies in the keychain of the device and nowhere else.
 */
import * as AuthSession from 'expo-auth-session';
import * as SecureStore from 'expo-secure-store';
import * as WebBrowser from 'expo-web-browser';
import { settings } from './settings.ts';

const { issuer, clientId, redirectUri, scopes } = settings;
const place = 'cardea.refresh-token';
// Not in a backup, and not while the device is locked.
const lock = { keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY };

/** Thrown where nobody is signed in, or no longer: show the button again. */
export class SignInNeeded extends Error {}

let tokens: AuthSession.TokenResponse | null = null;
let renewing: Promise<AuthSession.TokenResponse> | null = null;

const discover = () => AuthSession.fetchDiscoveryAsync(issuer);

/** Opens the browser. False when the person closed it. */
export async function signIn(): Promise<boolean> {
  const discovery = await discover();
  const request = new AuthSession.AuthRequest({ clientId, redirectUri, scopes: [...scopes], usePKCE: true });
  const answer = await request.promptAsync(discovery);
  if (answer.type === 'cancel' || answer.type === 'dismiss') return false;
  // `state` has been compared by now; who answered says `iss` (RFC 9207).
  if (answer.type !== 'success' || answer.params['iss'] !== issuer) throw new Error('the sign-in was refused');
  const { code = '' } = answer.params;
  await keep(
    await AuthSession.exchangeCodeAsync(
      { clientId, code, redirectUri, extraParams: { code_verifier: request.codeVerifier ?? '' } },
      discovery,
    ),
  );
  return true;
}

// The package's own margin is ten minutes: tokens for an API may live no longer, and would be renewed at every call.
const marginSeconds = -60;

/** An access token that counts for a while yet. Renewed once, however many ask. */
export async function accessToken(): Promise<string> {
  if (tokens !== null && AuthSession.TokenResponse.isTokenFresh(tokens, marginSeconds)) return tokens.accessToken;
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return (await renewing).accessToken;
}

/** Whether somebody is signed in on this device, however long it lay in a drawer. */
export async function resume(): Promise<boolean> {
  try {
    await accessToken();
    return true;
  } catch (error) {
    if (error instanceof SignInNeeded) return false;
    throw error;
  }
}

/** Who is signed in. */
export async function person(): Promise<{ readonly name: string | null; readonly email: string | null }> {
  const claims = await AuthSession.fetchUserInfoAsync({ accessToken: await accessToken() }, await discover());
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { name: text(claims['name']), email: text(claims['email']) };
}

/** Forgets the sign-in here and ends it at Cardea, in the browser too. */
export async function signOut(): Promise<void> {
  const { endSessionEndpoint } = await discover();
  const hint = tokens?.idToken;
  tokens = null;
  await SecureStore.deleteItemAsync(place);
  if (endSessionEndpoint === undefined) return;
  const parameters = {
    client_id: clientId,
    post_logout_redirect_uri: redirectUri,
    ...(hint === undefined ? {} : { id_token_hint: hint }),
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  await WebBrowser.openAuthSessionAsync(`${endSessionEndpoint}?${query.join('&')}`, redirectUri);
}

/** The pages of the account: profile, passkeys, sessions. They open where the person is signed in already. */
export const openAccount = () => WebBrowser.openBrowserAsync(`${issuer}/account`);

async function renew(): Promise<AuthSession.TokenResponse> {
  const refreshToken = await SecureStore.getItemAsync(place, lock);
  if (refreshToken === null) throw new SignInNeeded();
  try {
    return await keep(await AuthSession.refreshAsync({ clientId, refreshToken }, await discover()));
  } catch (error) {
    // Without network the sign-in stays; only Cardea can say that it is over.
    if (!(error instanceof AuthSession.TokenError) || error.code !== 'invalid_grant') throw error;
    tokens = null;
    await SecureStore.deleteItemAsync(place);
    throw new SignInNeeded();
  }
}

/** Each refresh token is good for one use: the next is kept before anything else happens. */
async function keep(given: AuthSession.TokenResponse): Promise<AuthSession.TokenResponse> {
  if (given.refreshToken !== undefined) await SecureStore.setItemAsync(place, given.refreshToken, lock);
  tokens = given;
  return given;
}
