/**
 * A name that somebody gives to a thing of theirs (a key, an app, a device) as it is kept: without what nobody sees or what
 * turns a line around, which would make one look like another.
 */
export function tidyName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
