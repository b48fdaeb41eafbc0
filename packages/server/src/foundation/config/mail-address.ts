/**
 * The one grammar of mail addresses that go into an envelope: one address, nothing around it, nothing in it that could
 * start another address, header or command. The settings and the mail transport read the sender by the same rule.
 */
const localPart = /(?:[^\s\p{Cc}\p{Cf}<>()[\]\\,;:@"]+|"(?:[^\p{Cc}\p{Cf}<>"\\]|\\[^\p{Cc}\p{Cf}<>])*")/u;
const domain = /[^\s\p{Cc}\p{Cf}<>()[\]\\,;:@"]+/u;
const singleAddress = new RegExp(`^${localPart.source}@${domain.source}$`, 'u');
const namedAddress = /^(?<name>[^<>\p{Cc}]*)<(?<address>[^<>]+)>$/u;

/** Whether this is exactly one address. */
export function isSingleAddress(text: string): boolean {
  return text.length <= 320 && singleAddress.test(text);
}

export type Sender = { readonly name: string; readonly address: string; readonly host: string };

/** Reads `address` or `Name <address>`; null when it is neither. */
export function readSender(text: string): Sender | null {
  const named = namedAddress.exec(text.trim())?.groups;
  const address = (named?.['address'] ?? text).trim();
  if (!isSingleAddress(address)) return null;
  const name = (named?.['name'] ?? '').trim().replace(/^"(.*)"$/, '$1');
  return { name, address, host: address.slice(address.lastIndexOf('@') + 1).toLowerCase() };
}
