/**
 * Every change of applications and APIs, within a transaction of the caller's: several of them are made together or not
 * at all. This node knows of them once the transaction is committed.
 */
import type { ResourceInput } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import type { Author } from '../tenants/index.ts';
import type { Application } from './application.ts';
import {
  type ChangedApplication,
  changeApplication,
  type Held,
  hold,
  removeApplication,
  setState,
} from './change-application.ts';
import {
  type ChangeResourceDependencies,
  changeResource,
  registerResource,
  removeResource,
} from './change-resource.ts';
import { replaceSecret, rotateSecret } from './change-secret.ts';
import { changeApplicationSettings, type SettingsDependencies, withdrawConnection } from './change-settings.ts';
import {
  type NewApplication,
  type RegisterDependencies,
  type Registered,
  registerApplication,
} from './register-application.ts';
import { lockOffers } from './store/offered-connections.ts';
import { type SecretRow, writeReference } from './store/secrets.ts';

export type ChangesDependencies = RegisterDependencies &
  ChangeResourceDependencies &
  SettingsDependencies & {
    /** Called once the change is committed, so that this node does not serve the former state. */
    readonly forget: (tenantId: string, applicationId: string) => void;
  };

export type ApplicationChanges = ReturnType<typeof changesWithin>;

export function changesWithin(deps: ChangesDependencies, tx: Transaction, author: Author) {
  const about = (tenantId: string, applicationId: string) => {
    tx.afterCommit(() => deps.forget(tenantId, applicationId));
    return { tenantId, applicationId };
  };

  return {
    /** Registers an application; a secret that is made exists only in the answer. */
    async register(tenantId: string, wanted: NewApplication): Promise<Registered> {
      const registered = await registerApplication(deps, tx, tenantId, wanted, author);
      about(tenantId, registered.applicationId);
      return registered;
    },
    /** It as it is now, in the author's version, held until the transaction ends. */
    hold: (tenantId: string, applicationId: string): Promise<Application> =>
      hold(tx, { tenantId, applicationId }, author),
    /** Replaces what it says about itself, whole; returns the names of the fields that changed. */
    change: (tenantId: string, applicationId: string, wanted: ChangedApplication): Promise<readonly string[]> =>
      changeApplication(deps, tx, about(tenantId, applicationId), wanted, author),
    /** Replaces what it sets differently from its tenant; refuses with `settings.invalid`. */
    changeSettings: (tenantId: string, applicationId: string, settings: object): Promise<void> =>
      changeApplicationSettings(deps, tx, about(tenantId, applicationId), settings, author),
    /** Keeps all changes of applications waiting; call it before anything is held that a connection leaves with. */
    lockOffers: (tenantId: string): Promise<void> => lockOffers(tx, tenantId, 'connection'),
    /** Takes a connection that goes, under that lock, out of the lists of all applications of the tenant. */
    async withdrawConnection(gone: { readonly tenantId: string; readonly connectionId: string }): Promise<void> {
      for (const changed of await withdrawConnection(deps, tx, gone, author)) about(gone.tenantId, changed);
    },
    /** Ends it or takes it up again; false when there is nothing to do. */
    setState: (tenantId: string, applicationId: string, state: 'active' | 'disabled'): Promise<boolean> =>
      setState(deps, tx, about(tenantId, applicationId), state, author),
    /** Removes it with all that hangs on it. */
    remove: (tenantId: string, applicationId: string): Promise<Held> =>
      removeApplication(deps, tx, about(tenantId, applicationId), author),
    /** Makes a new secret and returns it; the one it replaces counts for so many seconds more. */
    rotateSecret: (tenantId: string, applicationId: string, keepFormerSeconds: number): Promise<string> =>
      rotateSecret(deps, tx, about(tenantId, applicationId), keepFormerSeconds, author),
    /** Takes a secret that is kept elsewhere; the one it replaces counts for so many seconds more. */
    replaceSecret: (
      tenantId: string,
      applicationId: string,
      secret: SecretRow,
      keepFormerSeconds: number,
    ): Promise<void> => replaceSecret(deps, tx, about(tenantId, applicationId), secret, keepFormerSeconds, author),
    /** Notes where the current secret is kept. */
    noteReference: (tenantId: string, applicationId: string, reference: object): Promise<void> =>
      writeReference(tx, tenantId, applicationId, reference),
    /** Registers an API of the tenant. */
    registerResource: (tenantId: string, input: ResourceInput): Promise<void> =>
      registerResource(deps, tx, tenantId, input, author),
    /** Replaces what an API says about itself, whole; false when it says so already. */
    changeResource: (tenantId: string, input: ResourceInput): Promise<boolean> =>
      changeResource(deps, tx, tenantId, input, author),
    /** Removes an API. */
    removeResource: (tenantId: string, resourceUri: string): Promise<void> =>
      removeResource(deps, tx, tenantId, resourceUri, author),
  };
}
