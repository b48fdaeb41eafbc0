/** A server behind a proxy that hands over client certificates, with the authority whose certificates it takes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Holder, root } from './certificates.ts';
import { startTestHouse, type TestHouse } from './house.ts';

export type CertificateWorld = {
  readonly house: TestHouse;
  /** Issues what counts here. */
  readonly authority: Holder;
  stop(): Promise<void>;
};

export async function startCertificateWorld(
  environment: Readonly<Record<string, string>> = {},
): Promise<CertificateWorld> {
  const authority = await root('CN=Root');
  const folder = await mkdtemp(join(tmpdir(), 'cardea-authorities-'));
  const file = join(folder, 'authorities.pem');
  await writeFile(file, authority.pem);
  const house = await startTestHouse({
    CLIENT_CERTIFICATE_HEADER: 'Client-Cert',
    CLIENT_CERTIFICATE_CA_FILE: file,
    ...environment,
  });
  return {
    house,
    authority,
    async stop() {
      await house.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Said = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
type Asked = {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly bearer?: string;
  /** The lines of the header: none, one, or several. */
  readonly certificate?: string | readonly string[] | undefined;
};

/** Asks as the proxy in front would. */
export function askAsProxy(house: TestHouse, path: string, asked: Asked = {}): Promise<Said> {
  const { form, bearer, certificate } = asked;
  const body = form === undefined ? '' : new URLSearchParams(form).toString();
  const headers = {
    host: new URL(house.origin).host,
    accept: 'application/json',
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(certificate === undefined
      ? {}
      : { 'client-cert': typeof certificate === 'string' ? certificate : [...certificate] }),
  };
  const method = asked.method ?? (form === undefined ? 'GET' : 'POST');
  return new Promise((resolve, reject) => {
    const sent = request({ port: house.port, host: '127.0.0.1', path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode ?? 0, body: text.startsWith('{') ? JSON.parse(text) : { text } });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
