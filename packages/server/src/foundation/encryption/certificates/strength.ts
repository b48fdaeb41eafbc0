/**
 * Whether a certificate is signed, and its key made, in a way that nobody imitates today. What is allowed is listed, for
 * a list of what is broken is never whole; the name that OpenSSL gives RSASSA-PSS does not even say its hash.
 */
import { type Der, readElements, readOne, tags, toDots } from './der.ts';
import type { Certificate } from './read.ts';

const signatures: ReadonlySet<string> = new Set([
  // RSA (PKCS #1 v1.5) and ECDSA, each with SHA-256, SHA-384 and SHA-512; Ed25519, Ed448.
  ...['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'],
  ...['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'],
  ...['1.3.101.112', '1.3.101.113'],
]);
const hashes: ReadonlySet<string> = new Set([
  // SHA-256, SHA-384, SHA-512.
  ...['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.2', '2.16.840.1.101.3.4.2.3'],
]);
const rsassaPss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';
const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const leastRsaBits = 2048;

export function isStrong(certificate: Certificate): boolean {
  try {
    return isSignedStrongly(certificate) && hasStrongKey(certificate);
  } catch {
    return false;
  }
}

function isSignedStrongly({ raw }: Certificate): boolean {
  const [, signature] = readElements(readOne(raw, tags.sequence));
  const { algorithm, parameters } = readAlgorithm(signature);
  return signatures.has(algorithm) || (algorithm === rsassaPss && hasStrongHashes(parameters));
}

/** RFC 4055, 3.1: the hash is in [0], the mask in [1]; what is left out means SHA-1. */
function hasStrongHashes(parameters: Der | undefined): boolean {
  if (parameters?.tag !== tags.sequence) return false;
  const fields = readElements(parameters.content);
  const algorithmIn = (tag: number) => {
    const [inside] = readElements(fields.find((field) => field.tag === tag)?.content ?? Buffer.alloc(0));
    return readAlgorithm(inside);
  };
  const mask = algorithmIn(0xa1);
  return (
    hashes.has(algorithmIn(0xa0).algorithm) &&
    mask.algorithm === mgf1 &&
    hashes.has(readAlgorithm(mask.parameters).algorithm)
  );
}

function readAlgorithm(element: Der | undefined): { algorithm: string; parameters: Der | undefined } {
  if (element?.tag !== tags.sequence) throw new RangeError('no algorithm');
  const [id, parameters] = readElements(element.content);
  if (id?.tag !== tags.objectId) throw new RangeError('no algorithm');
  return { algorithm: toDots(id.content), parameters };
}

function hasStrongKey({ publicKey }: Certificate): boolean {
  const { modulusLength = 0, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
  switch (publicKey.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return modulusLength >= leastRsaBits;
    case 'ec':
      return curves.has(namedCurve);
    default:
      return publicKey.asymmetricKeyType === 'ed25519' || publicKey.asymmetricKeyType === 'ed448';
  }
}
