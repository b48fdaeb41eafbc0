/** The users of a Keycloak realm export, of one file or of several. Their subject is the user's id. */
import { type Fields, identitiesIn, isObject, type Mapping, nameAttributes, present } from './mapping.ts';

export const keycloak: Mapping = (given, { declared }) => {
  if (!isObject(given)) return { refused: 'record.malformed' };
  const { email, username, enabled, createdTimestamp: created } = given;
  if (typeof given['serviceAccountClientId'] === 'string') return { refused: 'record.not_a_person' };
  const credentials = Array.isArray(given['credentials']) ? given['credentials'] : [];
  const password = credentials.find((one): one is Fields => isObject(one) && one['type'] === 'password');
  const hash = password === undefined ? undefined : hashOf(password);
  if (hash === null) return { refused: 'hash.unknown', field: 'password_hash' };
  const own = isObject(given['attributes']) ? given['attributes'] : {};
  const locale = firstOf(own['locale']);
  const attributes = Object.fromEntries(
    Object.entries(own)
      .filter(([name]) => name !== 'locale')
      .map(([name, value]) => [name, Array.isArray(value) && value.length > 1 ? value : firstOf(value)]),
  );
  const isName = typeof username === 'string' && username.toLowerCase() !== String(email).toLowerCase();
  return {
    record: present({
      id: given['id'],
      email,
      email_verified: given['emailVerified'],
      username: isName ? username : undefined,
      password_hash: hash,
      attributes: present({
        ...attributes,
        ...nameAttributes(declared, { given: given['firstName'], family: given['lastName'] }),
      }),
      locale,
      state: enabled === false ? 'disabled' : undefined,
      identities: identitiesIn(given['federatedIdentities'], (one) => ({
        connection: one['identityProvider'],
        subject: one['userId'],
        name: one['userName'],
      })),
      created_at: typeof created === 'number' ? isoOf(created) : undefined,
    }),
  };
};

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

function isoOf(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The hash as a text that holds all it takes; null when it is of a kind that we do not check. */
function hashOf(credential: Fields): string | null {
  const secret = parse(credential['secretData']);
  const data = parse(credential['credentialData']);
  const { value, salt } = secret;
  const { algorithm, hashIterations: iterations } = data;
  if (typeof value !== 'string' || typeof salt !== 'string' || typeof algorithm !== 'string') return null;
  const bare = (text: string) => text.replace(/=+$/, '');
  // The first name stands for SHA-1.
  const digest = /^pbkdf2(?:-(sha256|sha512))?$/.exec(algorithm);
  if (digest !== null) return `$pbkdf2-${digest[1] ?? 'sha1'}$i=${Number(iterations)}$${bare(salt)}$${bare(value)}`;
  if (algorithm === 'bcrypt') return value;
  if (algorithm !== 'argon2') return null;
  const parameters = isObject(data['additionalParameters']) ? data['additionalParameters'] : {};
  const parameter = (name: string) => String(firstOf(parameters[name]) ?? '');
  const version = parameter('version') === '1.0' ? 16 : 19;
  const cost = `m=${parameter('memory')},t=${Number(iterations)},p=${parameter('parallelism')}`;
  return `$argon2${parameter('type') || 'id'}$v=${version}$${cost}$${bare(salt)}$${bare(value)}`;
}

function parse(text: unknown): Fields {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : text;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
