/** The users of a WordPress site, by the names of the columns of its table of users. */
import { isObject, type Mapping, nameAttributes, present } from './mapping.ts';

export const wordpress: Mapping = (given, { declared }) => {
  if (!isObject(given)) return { refused: 'record.malformed' };
  const { user_login: login, user_email: email, user_registered: registered } = given;
  // The time is UTC and says so nowhere.
  const created = typeof registered === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(registered);
  const isNever = typeof registered === 'string' && registered.startsWith('0000');
  const isName = typeof login === 'string' && login.toLowerCase() !== String(email).toLowerCase();
  const names = { name: given['display_name'], given: given['first_name'], family: given['last_name'] };
  return {
    record: present({
      id: given['ID'] ?? given['id'],
      email,
      username: isName ? login : undefined,
      password_hash: given['user_pass'],
      attributes: nameAttributes(declared, names),
      locale: typeof given['locale'] === 'string' ? given['locale'].replace('_', '-') : undefined,
      created_at: created && !isNever ? `${registered.replace(' ', 'T')}Z` : undefined,
    }),
  };
};
