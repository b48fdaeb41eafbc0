/**
 * Takes out of somebody else's sentence whatever could be personal or secret. It errs on the side of taking too much:
 * the name, the code and the stack of an error say where to look.
 */

// C0, C1, separators of lines and paragraphs, and invisible or direction marks: they forge lines and repaint terminals.
const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Makes control and direction characters visible, so that one value stays one value on one line. */
export function escapeControls(text: string): string {
  return text
    .toWellFormed()
    .replace(controls, (character) => `\\u{${character.codePointAt(0)?.toString(16).padStart(4, '0')}}`);
}

const hidden = '[…]';
const longestMessage = 500;
// Some rules take quadratic time in the worst case, and a message can come from anywhere.
const longestRead = 2_000;

// Quoted parts go from the first mark to the last, or to the end: a value that holds quotation marks itself must not be
// able to end its own cover.
const rules: readonly (readonly [RegExp, string])[] = [
  [/\bKey \(.*/s, `Key ${hidden}`], // PostgreSQL repeats the values of a violated key
  [/\bFailing row contains.*/s, `Failing row contains ${hidden}`],
  [/".*"|".*/s, hidden],
  [/(?<!\w)'.*'(?!\w)|(?<!\w)'.*/s, hidden],
  [/`.*`|`.*/s, hidden],
  [/[“„«‹‘].*[”“»›’]|[“„«‹‘].*/s, hidden],
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, hidden],
  [/[^\s<>(),;:=]*@[^\s<>(),;]*/g, hidden],
  [/[A-Za-z0-9+/_=-]{20,}/g, hidden],
  [/\+?\d[\d ()/-]{4,}\d/g, hidden], // codes and telephone numbers; ports and addresses are shorter or have dots
];

/** What of a foreign message may stand in the log. */
export function scrubMessage(message: string): string {
  const scrubbed = rules.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    beginning(message),
  );
  return escapeControls(scrubbed.slice(0, longestMessage));
}

/** Ends between two words: half of an address or a key would be recognised by none of the rules. */
function beginning(message: string): string {
  if (message.length <= longestRead) return message;
  const short = message.slice(0, longestRead);
  return short.slice(0, Math.max(0, short.lastIndexOf(' ')));
}
