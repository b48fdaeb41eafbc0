/** What a configuration file changes, as lines for people: + is made, ~ is changed, - goes away. Pure. */
import type { Change, FieldChange } from '../../rooms/configuration/index.ts';

export type Paint = (colour: 'green' | 'yellow' | 'red' | 'dim', text: string) => string;

const marks = {
  create: ['+', 'green'],
  change: ['~', 'yellow'],
  remove: ['-', 'red'],
} as const;

/** The lines of the changes, and one that counts them; `done`: they have been made. */
export function describeChanges(changes: readonly Change[], paint: Paint, done: boolean): string[] {
  if (changes.length === 0) return ['Nothing changes: everything is as the file says.'];
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  const words = done ? (['made', 'changed', 'removed'] as const) : (['to make', 'to change', 'to remove'] as const);
  const counts = [`${count('create')} ${words[0]}`, `${count('change')} ${words[1]}`, `${count('remove')} ${words[2]}`];
  return [...changes.flatMap((change) => linesOf(change, paint)), `${counts.join(', ')}.`];
}

function linesOf(change: Change, paint: Paint): string[] {
  const [mark, colour] = marks[change.action];
  const name = [change.section, change.key].filter((part) => part !== '').join(' ');
  const [only] = change.fields;
  const head = `${mark} ${visible(name)}`;
  const notes = change.notes.map((note) => paint('dim', `    ${note}`));
  if (only !== undefined && only.field === '') return [paint(colour, `${head}: ${arrow(only)}`), ...notes];
  if (change.action === 'remove') return [paint(colour, head), ...notes];
  return [paint(colour, head), ...change.fields.flatMap((field) => fieldLines(field, change.action, paint)), ...notes];
}

function fieldLines(field: FieldChange, action: Change['action'], paint: Paint): string[] {
  if (action === 'create') return [paint('green', `    ${visible(field.field)}: ${shown(field.to)}`)];
  const [mark, colour] = 'from' in field ? ('to' in field ? marks.change : marks.remove) : marks.create;
  const { from, to } = field;
  if (isList(from) && isList(to)) {
    const gone = from.filter((item) => !to.includes(item)).map((item) => paint('red', `        - ${shown(item)}`));
    const fresh = to.filter((item) => !from.includes(item)).map((item) => paint('green', `        + ${shown(item)}`));
    if (gone.length + fresh.length > 0)
      return [paint(colour, `    ${mark} ${visible(field.field)}`), ...gone, ...fresh];
  }
  return [paint(colour, `    ${mark} ${visible(field.field)}: ${arrow(field)}`)];
}

function arrow(change: FieldChange): string {
  if (!('from' in change)) return shown(change.to);
  return 'to' in change ? `${shown(change.from)} → ${shown(change.to)}` : shown(change.from);
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function shown(value: unknown): string {
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Nothing that a terminal would obey. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
