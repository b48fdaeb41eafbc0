/**
 * Files of Auth0: the export of users and the export of their password hashes, both NDJSON, and the form of its bulk
 * import. A line with a hash completes the customer of the line that came without.
 */
import { type Fields, identitiesIn, isObject, type Mapped, type Mapping, nameAttributes, present } from './mapping.ts';

export const auth0: Mapping = (given, { declared }) => {
  if (!isObject(given)) return { refused: 'record.malformed' };
  const oid = isObject(given['_id']) ? given['_id']['$oid'] : undefined;
  return oid === undefined ? readUser(given, declared) : readHash(given, oid);
};

function readHash(given: Fields, oid: unknown): Mapped {
  const name = given['alt_id'] ?? oid;
  const [identifier] = (Array.isArray(given['identifiers']) ? given['identifiers'] : []).filter(
    (one): one is Fields => isObject(one) && one['type'] === 'email',
  );
  const record = present({
    id: typeof name === 'string' ? `auth0|${name}` : undefined,
    email: given['email'] ?? identifier?.['value'],
    email_verified: given['email_verified'] ?? identifier?.['verified'],
    username: given['username'],
    password_hash: given['passwordHash'],
  });
  return { record, completes: true };
}

function readUser(given: Fields, declared: ReadonlySet<string>): Mapped {
  const ofOwn = isObject(given['user_metadata']) ? given['user_metadata'] : {};
  const { given_name: first, family_name: last, name, nickname, picture } = given;
  const hash = isObject(given['custom_password_hash']) ? hashOf(given['custom_password_hash']) : given['password_hash'];
  if (hash === null) return { refused: 'hash.unknown', field: 'password_hash' };
  // A user without a name is called by their address there.
  const named = name === given['email'] ? undefined : name;
  const attributes = present({
    ...ofOwn,
    ...nameAttributes(declared, { name: named, given: first, family: last }),
    ...(declared.has('nickname') ? { nickname } : {}),
    ...(declared.has('picture') ? { picture } : {}),
  });
  return {
    record: present({
      id: given['user_id'] ?? given['Id'],
      email: given['email'],
      email_verified: given['email_verified'],
      phone_number: given['phone_number'],
      phone_number_verified: given['phone_verified'],
      username: given['username'],
      password_hash: hash,
      attributes,
      state: given['blocked'] === true ? 'disabled' : undefined,
      identities: identitiesIn(given['identities'] ?? [byName(given)], (one) => {
        const { connection, provider } = one;
        const subject = subjectOf(one);
        const shown = isObject(one['profileData']) ? one['profileData'] : given;
        // Its own databases and what it sends codes to are no accounts elsewhere.
        if (ownProviders.has(String(provider))) return { connection: null, subject };
        return { connection: connection ?? provider, subject, email: shown['email'], name: shown['name'] };
      }),
      created_at: given['created_at'],
    }),
  };
}

const ownProviders: ReadonlySet<string> = new Set(['auth0', 'email', 'sms']);

/** Of these there may be many connections: what follows them in an id is `connection|subject`. */
const severalOf: ReadonlySet<string> = new Set([
  ...['ad', 'adfs', 'auth0-adldap', 'google-apps', 'ip', 'oauth1', 'oauth2', 'office365', 'oidc', 'okta'],
  ...['pingfederate', 'samlp', 'sharepoint', 'waad'],
]);

/** An export need not list accounts: the user's own is in the id. A subject may have bars of its own, and keeps them. */
function byName(given: Fields): Fields {
  const [provider = '', ...rest] = String(given['user_id'] ?? given['Id'] ?? '').split('|');
  const connection = severalOf.has(provider) && rest.length > 1 ? rest[0] : undefined;
  return { provider, connection, user_id: rest.join('|') };
}

/** A listed account of such a connection is called `connection|subject` as well. */
function subjectOf({ provider, connection, user_id: id }: Fields): unknown {
  const isPrefixed = severalOf.has(String(provider)) && typeof id === 'string' && id.startsWith(`${connection}|`);
  return isPrefixed ? id.slice(`${connection}|`.length) : id;
}

/** The text of a hash that is described by its parts; null when it is of a kind that we do not check. */
function hashOf(described: Fields): unknown {
  const { algorithm, hash, salt } = described;
  const value = isObject(hash) ? hash['value'] : undefined;
  if (typeof value !== 'string') return null;
  if (algorithm === 'bcrypt' || algorithm === 'argon2' || algorithm === 'pbkdf2' || algorithm === 'ldap') return value;
  if (algorithm !== 'scrypt' || !isObject(hash) || !isObject(salt)) return null;
  const { cost, blockSize, parallelization } = hash;
  const logarithm = Math.log2(Number(cost));
  const bytes = (text: unknown, encoding: unknown) =>
    Buffer.from(String(text), encoding === 'hex' || encoding === 'base64' ? encoding : 'utf8').toString('base64');
  const digest = bytes(value, hash['encoding']);
  return `$scrypt$ln=${logarithm},r=${Number(blockSize)},p=${Number(parallelization)}$${bytes(salt['value'], salt['encoding'])}$${digest}`;
}
