/**
 * The examination: all needles of all people, held against one place after the other. It also looks for what must be
 * there, because a search that finds nothing at all has looked at nothing.
 */
import type { Mail } from '../product/mailbox.ts';
import type { Figures } from '../proof.ts';
import { findCodes } from './codes.ts';
import { digestForms, type Needle, secretForms, textForms } from './forms.ts';
import type { Place } from './places.ts';
import { createSearch } from './search.ts';
import type { KnownPerson } from './seed-people.ts';

export type Examination = {
  look(place: Place): void;
  faults(): string[];
  figures(): Figures;
};

/** `usual` are numbers that stood in the same places before anybody had registered: they are nobody's code. */
export function createExamination(
  people: readonly KnownPerson[],
  mails: readonly Mail[],
  usual: ReadonlySet<string>,
): Examination {
  const codes = new Set(mails.flatMap((mail) => mail.code ?? []).filter((code) => !usual.has(code)));
  const secrets = [...needlesOf(people), ...needlesOfMails(mails)];
  const controls = people.map(({ flowId }) => ({ bytes: Buffer.from(flowId), foldsCase: false, what: 'a journey' }));
  const isControl = new Set<Needle>(controls);
  const search = createSearch([...secrets, ...controls]);

  const faults = new Set<string>();
  const bytes = { dump: 0, files: 0, log: 0 };
  let isTalkative = false;
  const seen = { dump: new Set<Needle>(), files: new Set<Needle>(), log: new Set<Needle>() };

  return {
    look({ kind, name, content }) {
      bytes[kind] += content.length;
      if (kind === 'log') isTalkative = content.includes('"level":"debug"');
      for (const [needle, at] of search(content)) {
        if (isControl.has(needle)) seen[kind].add(needle);
        else faults.add(`${needle.what} in ${name} at byte ${at}`);
      }
      for (const code of findCodes(content.toString('latin1'))) {
        if (codes.has(code)) faults.add(`a code (${code.slice(0, 2)}••••) in ${name}`);
      }
    },
    faults() {
      const blind = (['dump', 'files'] as const).filter((kind) => seen[kind].size < controls.length);
      const missed = blind.map((kind) => `${controls.length - seen[kind].size} people were not in the ${kind} at all`);
      const unread = mails.filter((mail) => mail.code !== undefined && mail.linkToken === undefined).length;
      if (!isTalkative) missed.push('the log holds no line of the debug level');
      return [...faults, ...missed, ...(unread > 0 ? [`${unread} mails with a code, but without a link`] : [])];
    },
    figures: () => ({
      codes: codes.size,
      forms_searched: secrets.length,
      dump_megabytes: megabytes(bytes.dump),
      files_megabytes: megabytes(bytes.files),
      log_kilobytes: Math.round(bytes.log / 1000),
      people_recognised_in_dump: seen.dump.size,
      people_recognised_in_files: seen.files.size,
      found: faults.size,
    }),
  };
}

function needlesOf(people: readonly KnownPerson[]): Needle[] {
  return people.flatMap(({ name, surname, email, localPart, password, visitor }) => [
    ...textForms(name, 'a name'),
    ...textForms(surname, 'a surname'),
    ...textForms(email, 'an address'),
    ...textForms(localPart, 'part of an address'),
    ...textForms(password, 'a password'),
    ...[...visitor.cookies].flatMap(([cookie, secret]) => secretForms(secret, `the secret of ${cookie}`)),
  ]);
}

function needlesOfMails(mails: readonly Mail[]): Needle[] {
  return mails.flatMap(({ code, linkToken }) => [
    ...(code === undefined ? [] : digestForms(code, 'a code')),
    ...(linkToken === undefined ? [] : secretForms(linkToken, 'the token of a link')),
  ]);
}

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10;
