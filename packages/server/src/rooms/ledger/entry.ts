/**
 * What an entry of the ledger is: typed by the event catalogue when it is written and when it is read.
 */
import type { EventData, EventName, EventPersonal } from '@cardea/contract';

/** Who did it. An id is given wherever the actor has one. */
export type Actor = {
  readonly kind: 'customer' | 'visitor' | 'administrator' | 'application' | 'system';
  readonly id?: string | undefined;
};

type PersonalOf<Name extends EventName> =
  EventPersonal<Name> extends Record<string, never>
    ? { readonly personal?: undefined }
    : { readonly personal: EventPersonal<Name> };

/** An entry to append; `personal` is required by exactly those events that declare it. */
export type NewEntry<Name extends EventName = EventName> = Name extends EventName
  ? {
      readonly tenantId: string;
      /** The customer whose state changed, or null where there is none (yet). */
      readonly customerId: string | null;
      readonly event: Name;
      readonly actor: Actor;
      readonly requestId?: string | undefined;
      /** Ids and closed vocabularies only: it rests in clear. */
      readonly data: EventData<Name>;
    } & PersonalOf<Name>
  : never;

/** An entry as readers meet it. During an upgrade a newer node may have written events that this one does not know. */
export type LedgerEntry<Name extends EventName = EventName> = Name extends EventName
  ? {
      readonly entryId: string;
      readonly recordedAt: Date;
      readonly tenantId: string;
      readonly customerId: string | null;
      readonly event: Name;
      readonly actor: Actor;
      readonly requestId: string | null;
      readonly data: EventData<Name>;
    }
  : never;
