/**
 * The configuration room: a tenant's configuration as one file that can be reviewed, kept in version control and applied.
 * The rules stay where they are: every change is made by the room that owns it.
 */
import { type Applying, applyFile, type Plan, planFile } from './apply.ts';
import type { ConfigurationDependencies } from './dependencies.ts';
import { exportState } from './export.ts';
import { picturesInUse } from './pictures.ts';
import type { FollowReference } from './secrets.ts';
import { readState } from './state.ts';
import { findNewestFile } from './store.ts';

export type { Applying, Plan } from './apply.ts';
export { type Finding, isConfigurationRefusal } from './finding.ts';
export { defaultSettings, sourcesOf } from './plain.ts';
export type { Change, FieldChange } from './planned.ts';
export { largestBytes } from './read-yaml.ts';
export { configurationSchema, type SecretReference } from './schema.ts';
export type { Work } from './work.ts';

/** What is not as the file says that was applied last. */
export type Drift = Plan & {
  readonly appliedAt: Date;
  readonly appliedBy: { readonly kind: string; readonly id: string | null };
  readonly version: number;
};

export type Configuration = ReturnType<typeof createConfiguration>;

/** Opens the room. */
export function createConfiguration(deps: ConfigurationDependencies) {
  return {
    /** What the file would change; refuses with every finding and its line. */
    plan: (tenantId: string, text: string, follow?: FollowReference): Promise<Plan> =>
      planFile(deps, tenantId, text, follow),

    /** Makes it so in one transaction, or not at all; says what changed. */
    apply: (tenantId: string, text: string, applying: Applying): Promise<Plan> =>
      applyFile(deps, tenantId, text, applying),

    /** What counts now, as a file. */
    export: (tenantId: string): Promise<string> =>
      deps.database.transaction({}, async (tx) => {
        const state = await readState(deps, tx, tenantId);
        return exportState(state, await picturesInUse(deps.tenants, tenantId, state));
      }),

    /** What has to change to be as the file says that was applied last; null when none was. */
    async drift(tenantId: string, follow?: FollowReference): Promise<Drift | null> {
      const newest = await findNewestFile(deps.database.reader, tenantId);
      if (newest === undefined) return null;
      const plan = await planFile(deps, tenantId, newest.document, follow);
      const appliedBy = { kind: newest.actor_kind, id: newest.actor_id };
      return { ...plan, version: newest.version, appliedAt: newest.applied_at, appliedBy };
    },
  };
}
