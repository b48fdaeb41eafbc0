/** What an API must be told to check tokens: who issues them, and its own address. */
import type { VerifierOptions } from '@cardea/sdk';

type Settings = { readonly verifier: VerifierOptions; readonly port: number; readonly canAskLive: boolean };

/** Reads ISSUER, AUDIENCE and PORT; with CLIENT_ID and CLIENT_SECRET it can ask whether a token still counts. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { ISSUER: issuer, AUDIENCE: audience, PORT: port = '3002', CLIENT_ID, CLIENT_SECRET } = environment;
  if (issuer === undefined || audience === undefined) throw new Error('Set ISSUER and AUDIENCE; see the README.');
  const canAskLive = CLIENT_ID !== undefined && CLIENT_SECRET !== undefined;
  const introspection = canAskLive ? { introspection: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } } : {};
  return { verifier: { issuer, audience, ...introspection }, port: Number(port), canAskLive };
}
