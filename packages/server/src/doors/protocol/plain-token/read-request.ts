/**
 * Recognises a plain token request: a short form without anything unusual, each parameter once, printable ASCII only.
 * What is not plainly that is null, and the engine's to answer. Nothing here is judged, only read.
 */
import type { FastifyRequest } from 'fastify';

type Headers = FastifyRequest['headers'];

export type PlainRequest = {
  readonly grantType: 'client_credentials' | 'refresh_token';
  readonly clientId: string;
  /** Null for an application that keeps none. */
  readonly secret: string | null;
  readonly method: 'client_secret_basic' | 'client_secret_post' | 'none';
  readonly scope: string | undefined;
  readonly resource: string | undefined;
  readonly refreshToken: string | undefined;
};

const mostBytes = 8 * 1024;
const contentTypes: ReadonlySet<string | undefined> = new Set([
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded;charset=UTF-8',
]);
const unusualHeaders = ['dpop', 'oauth-client-attestation', 'oauth-client-attestation-pop', 'content-encoding'];
const names: ReadonlySet<string> = new Set([
  'grant_type',
  'client_id',
  'client_secret',
  'scope',
  'resource',
  'refresh_token',
]);

/** Whether the body is worth reading. */
export function mayBePlain({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  return (
    method === 'POST' &&
    url === '/oauth/token' &&
    contentTypes.has(headers['content-type']) &&
    Number(headers['content-length']) <= mostBytes &&
    !unusualHeaders.some((name) => headers[name] !== undefined)
  );
}

/** What the request says, or null. */
export function readPlainRequest(headers: Headers, body: Buffer): PlainRequest | null {
  const form = readForm(body);
  const grantType = form?.get('grant_type');
  if (form === null || (grantType !== 'client_credentials' && grantType !== 'refresh_token')) return null;
  const client = readClient(headers.authorization, form.get('client_id'), form.get('client_secret'));
  if (client === null) return null;
  const [scope, resource, refreshToken] = [form.get('scope'), form.get('resource'), form.get('refresh_token')];
  return { grantType, ...client, scope, resource, refreshToken };
}

function readForm(body: Buffer): Map<string, string> | null {
  const form = new Map<string, string>();
  for (const pair of body.toString('latin1').split('&')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    const value = decode(pair.slice(at + 1));
    if (!names.has(name) || form.has(name) || value === null) return null;
    form.set(name, value);
  }
  return form;
}

/** Printable ASCII, written as itself or with percent signs; anything else, and nothing, is null. */
function decode(text: string): string | null {
  try {
    const value = /[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
    return /^[\x20-\x7e]+$/.test(value) ? value : null;
  } catch {
    return null;
  }
}

type Client = Pick<PlainRequest, 'clientId' | 'secret' | 'method'>;

function readClient(authorization?: string, named?: string, posted?: string): Client | null {
  if (authorization === undefined) {
    if (named === undefined) return null;
    if (posted === undefined) return { clientId: named, secret: null, method: 'none' };
    return { clientId: named, secret: posted, method: 'client_secret_post' };
  }
  const [, encoded = ''] =
    /^Basic ((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?)$/.exec(authorization) ?? [];
  const [, clientId, secret] = (
    /^([\w.%-]+):([\w%-]+)$/.exec(Buffer.from(encoded, 'base64').toString('latin1')) ?? []
  ).map(decode);
  if (!clientId || !secret || posted !== undefined) return null;
  if (named !== undefined && named !== clientId) return null;
  return { clientId, secret, method: 'client_secret_basic' };
}
