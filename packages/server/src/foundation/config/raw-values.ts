/**
 * Collects the text of every setting from the environment, and of secrets also from the file that NAME_FILE names.
 */
import { readFileSync, statSync } from 'node:fs';
import { type SettingName, settingsTable } from './settings-table.ts';
import { isServiceAddress } from './spelling.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type RawValues = {
  readonly values: Partial<Record<SettingName, string>>;
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
};

const largestSecretBytes = 64 * 1024;

export function collectRawValues(environment: Environment): RawValues {
  const values: Partial<Record<SettingName, string>> = {};
  const sentences: string[] = [];
  const warnings: string[] = [];
  for (const name of Object.keys(settingsTable) as SettingName[]) {
    const given = presentValue(environment, name);
    const path = presentValue(environment, `${name}_FILE`);
    if (given !== undefined) values[name] = given;
    if (path === undefined) continue;
    if (!settingsTable[name].secret) {
      sentences.push(`${name}_FILE does not exist, because ${name} is not a secret. Set ${name} itself.`);
    } else if (given !== undefined) {
      sentences.push(`${name} and ${name}_FILE are both set. Take one of them away.`);
    } else {
      readSecret(name, path);
    }
  }
  return { values, sentences, warnings };

  function readSecret(name: SettingName, path: string): void {
    try {
      const facts = statSync(path);
      if (!facts.isFile() || facts.size > largestSecretBytes) throw new Error('not a small file');
      const text = readFileSync(path, 'utf8').trim();
      if (text === '') sentences.push(`The file that ${name}_FILE names is empty. Write the secret into it.`);
      else values[name] = text;
      // Container platforms mount their secrets readable for all, so this cannot be a refusal.
      if ((facts.mode & 0o004) !== 0) {
        warnings.push(`Every user of this machine can read the file that ${name}_FILE names. Run chmod 600 on it.`);
      }
    } catch {
      sentences.push(`The file that ${name}_FILE names cannot be read. Correct the path, or let this user read it.`);
    }
  }
}

/** An empty value counts as absent: that is how compose files leave a setting out. */
function presentValue(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  if (value === undefined || value === '') return undefined;
  return name.endsWith('PORT') && isServiceAddress(value) ? undefined : value;
}
