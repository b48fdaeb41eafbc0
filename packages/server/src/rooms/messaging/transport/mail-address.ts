/**
 * The shape of addresses as they stand in a mail. Whether an address is somebody's is not decided here; only that it
 * is one address, and that nothing in it can start another address, header or command.
 */
const localPart = /(?:[^\s\p{Cc}\p{Cf}<>()[\]\\,;:@"]+|"(?:[^\p{Cc}\p{Cf}<>"\\]|\\[^\p{Cc}\p{Cf}<>])*")/u;
const domain = /[^\s\p{Cc}\p{Cf}<>()[\]\\,;:@"]+/u;
const singleAddress = new RegExp(`^${localPart.source}@${domain.source}$`, 'u');
const namedAddress = /^(?<name>[^<>\p{Cc}]*)<(?<address>[^<>]+)>$/u;

export function isSingleAddress(text: string): boolean {
  return text.length <= 320 && singleAddress.test(text);
}

export type Sender = { readonly name: string; readonly address: string; readonly host: string };

/** Reads `address` or `Name <address>`; throws when it is neither. */
export function parseSender(text: string): Sender {
  const named = namedAddress.exec(text.trim())?.groups;
  const address = (named?.['address'] ?? text).trim();
  if (!isSingleAddress(address)) throw new Error('the sender of mails is not an e-mail address');
  const name = (named?.['name'] ?? '').trim().replace(/^"(.*)"$/, '$1');
  return { name, address, host: address.slice(address.lastIndexOf('@') + 1) };
}
