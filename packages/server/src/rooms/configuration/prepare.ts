/** Everything that an application of a file is decided on: what there is, what is wanted, and what becomes of both. */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { TextOverrides } from '../tenants/index.ts';
import type { ConfigurationDependencies } from './dependencies.ts';
import { explainRefusal } from './explain-refusal.ts';
import { configurationRefusal, type Finding } from './finding.ts';
import { picturesThere, picturesWanted } from './pictures.ts';
import { nextAttributes, planChanges } from './plan.ts';
import { checkConnections, checkOffered } from './plan-connections.ts';
import type { Change } from './planned.ts';
import { nameOf } from './read-yaml.ts';
import { type FollowReference, readConnectionSecrets, readSecrets } from './secrets.ts';
import { explainFinding } from './sentences.ts';
import { readState } from './state.ts';
import { textChanges, textsOf } from './texts.ts';
import type { Wanted } from './wanted.ts';
import type { Work } from './work.ts';

const noPicture = 'There is no such picture here: put it under pictures, or upload it first.';

/** Throws a refusal with every finding that needs more than the file itself to be found. */
export async function prepare(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  wanted: Wanted,
  follow: FollowReference | undefined,
): Promise<Work> {
  const state = await readState(deps, tx, tenantId);
  const { secrets, findings } = readSecrets(state, wanted, follow);
  const { connectionSecrets, findings: ofConnections } = readConnectionSecrets(state, wanted, follow);
  const pictures = await picturesThere(deps.tenants, tx, tenantId, wanted);
  const dangling = picturesWanted(wanted)
    .filter(([asset]) => !pictures.has(asset) && !wanted.pictures.has(asset))
    .map(([, path]): Finding => ({ ...wanted.places.at(path), path: nameOf(path), message: noPicture }));
  const changes = planChanges(state, wanted, { secrets, connectionSecrets, pictures });
  const work = { state, wanted, secrets, connectionSecrets, changes };
  const { noted, refused } = await noteAttributes(deps, tx, tenantId, work);
  const connections = checkConnections(state, wanted, connectionSecrets, nextAttributes(state, wanted));
  const offered = checkOffered(state, wanted);
  const all = [
    ...findings,
    ...ofConnections,
    ...connections,
    ...offered,
    ...dangling,
    ...refused,
    ...tryTexts(deps, work),
  ];
  if (all.length > 0) throw configurationRefusal(all);
  return { ...work, changes: noted };
}

/** What becomes of values that customers have given, and what they do not allow. */
async function noteAttributes(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  { state, wanted, changes }: Work,
): Promise<{ noted: readonly Change[]; refused: readonly Finding[] }> {
  if (!changes.some(({ section }) => section === 'profile_schema')) return { noted: changes, refused: [] };
  const attributes = nextAttributes(state, wanted);
  const plan = await deps.tenants.profileSchema
    .planWithin(tx, tenantId, { attributes })
    .catch((error) => explainRefusal(error, wanted));
  const refused = plan.refused.map(({ attribute, reason }): Finding => {
    const index = wanted.attributes.findIndex(({ name }) => name === attribute);
    const place = wanted.places.at(['profile_schema', 'attributes', index]);
    return { ...place, path: `profile_schema.${attribute}`, message: explainFinding(reason) };
  });
  const people = (count: number) => `${count} ${count === 1 ? 'customer has' : 'customers have'} a value`;
  const notes = new Map([
    ...plan.removed.map(({ attribute, customers }): [string, string] => [
      attribute,
      `${people(customers)}; out of reach at once, kept sealed for 30 days, then gone.`,
    ]),
    ...plan.restored.map(({ attribute, customers }): [string, string] => [
      attribute,
      `Declared again: ${people(customers)}, as before.`,
    ]),
  ]);
  const noted = changes.map((change) => {
    const note = change.section === 'profile_schema' ? notes.get(change.key) : undefined;
    return note === undefined ? change : { ...change, notes: [...change.notes, note] };
  });
  return { noted, refused };
}

/** Draws pages and messages with the texts as they would be, so that a plan finds what could not be applied. */
function tryTexts({ wording }: ConfigurationDependencies, { state, wanted, changes }: Work): Finding[] {
  const findings: Finding[] = [];
  let texts: TextOverrides = textsOf(state);
  for (const batch of textChanges(changes)) {
    try {
      texts = wording.tryWords(texts, batch.locale, batch.changes);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status >= 500) throw error;
      const fields = Object.entries(error.fields ?? { '': '' });
      for (const [id, finding] of fields) {
        const path = ['texts', batch.locale, id];
        const message = finding === '' ? error.message : explainFinding(finding);
        findings.push({ ...wanted.places.at(path), path: nameOf(path.filter((step) => step !== '')), message });
      }
    }
  }
  return findings;
}
