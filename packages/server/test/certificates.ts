/** Certificates for tests: authorities, and whom they issue certificates to, well or badly. */
import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralNames,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { exportJWK, exportPKCS8 } from 'jose';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 60 * 60 * 1000;
const clientAuthentication = '1.3.6.1.5.5.7.3.2';

/** What keys are made with, and what they sign with. */
export type Algorithm =
  | (webcrypto.EcKeyGenParams & { readonly hash?: string })
  | (webcrypto.RsaHashedKeyGenParams & { readonly saltLength?: number });

const newKeys = (made: Algorithm) => webcrypto.subtle.generateKey(made, true, ['sign', 'verify']);

export type Wanted = {
  readonly subject?: string;
  readonly names?: JsonGeneralNames;
  /** Begins and ends so many days from now. */
  readonly days?: readonly [number, number];
  /** Absent: proving a client; null: says nothing of it. */
  readonly purposes?: readonly string[] | null;
  /** The keys of its holder; ECDSA with P-256 unless told. */
  readonly made?: Algorithm;
  /** Of another's public key instead (SubjectPublicKeyInfo). */
  readonly publicKey?: Buffer;
  readonly authority?: { readonly mostBelow?: number };
  /** Further extensions: what it is, whether it must be understood, its bytes. */
  readonly more?: readonly (readonly [id: string, isCritical: boolean, value: readonly number[]])[];
};

export type Holder = {
  readonly certificate: X509Certificate;
  readonly keys: Awaited<ReturnType<typeof newKeys>>;
  readonly made: Algorithm;
  readonly pem: string;
  /** As RFC 9440 has it in a header, and as nginx escapes it. */
  readonly field: string;
  readonly escaped: string;
  readonly thumbprint: string;
  privateKey(): Promise<string>;
  /** As an application registers its own certificate. */
  jwk(): Promise<Readonly<Record<string, unknown>>>;
  issue(wanted?: Wanted): Promise<Holder>;
};

/** A root of its own; `authority: {}` unless told, so that it may issue certificates. */
export const root = (subject = 'CN=Root', wanted: Wanted = {}): Promise<Holder> =>
  make({ subject, purposes: null, authority: {}, ...wanted }, null);

/** A certificate that nobody but its holder stands for. */
export const selfSigned = (wanted: Wanted = {}): Promise<Holder> => make(wanted, null);

async function make(wanted: Wanted, issuer: Holder | null): Promise<Holder> {
  const {
    subject = 'CN=shop',
    names,
    days = [-1, 30],
    purposes = [clientAuthentication],
    authority,
    more = [],
    made = algorithm,
    publicKey,
  } = wanted;
  const keys = await newKeys(made);
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: new Date(Date.now() + days[0] * day),
    notAfter: new Date(Date.now() + days[1] * day),
    signingAlgorithm: issuer?.made ?? made,
    publicKey: publicKey ?? keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      ...(authority === undefined ? [] : [new BasicConstraintsExtension(true, authority.mostBelow, true)]),
      ...(purposes === null ? [] : [new ExtendedKeyUsageExtension([...purposes])]),
      ...(names === undefined ? [] : [new SubjectAlternativeNameExtension(names)]),
      ...more.map(([id, isCritical, value]) => new Extension(id, isCritical, new Uint8Array(value))),
    ],
  });
  const bytes = Buffer.from(certificate.rawData);
  const pem = `${certificate.toString('pem')}\n`;
  const holder: Holder = {
    certificate,
    keys,
    made,
    pem,
    field: `:${bytes.toString('base64')}:`,
    escaped: encodeURIComponent(pem),
    thumbprint: createHash('sha256').update(bytes).digest('base64url'),
    privateKey: () => exportPKCS8(keys.privateKey),
    async jwk() {
      const { kty, crv, x, y } = await exportJWK(keys.publicKey);
      return { kty, crv, x, y, x5c: [bytes.toString('base64')] };
    },
    issue: (next = {}) => make(next, holder),
  };
  return holder;
}
