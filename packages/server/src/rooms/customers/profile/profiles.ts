/** What a customer has told about themselves, opened for whoever may ask, and how it is changed and found. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Profile } from '../customer.ts';
import { writeSkip } from '../store/profile-upkeep.ts';
import { findProfile } from '../store.ts';
import type { AttributeValues } from './attribute-value.ts';
import { nextQuestion, type Question } from './questions.ts';
import { openAttributes } from './seal-attributes.ts';
import { type AttributeMatches, type AttributeSearch, searchAttribute } from './search-attribute.ts';
import { type ProfileDependencies, type ProfileUpdate, type ProfileUpdated, updateProfile } from './update-profile.ts';
import type { ProfileChanges } from './validate-profile.ts';

/** Opens this part of the room. */
export function createProfiles(deps: ProfileDependencies) {
  const { encryption, profileSchema } = deps;

  return {
    /** The customer's own data, or null when there is no such customer in this tenant. */
    async profile(queries: Queries, tenantId: string, customerId: string): Promise<Profile | null> {
      const row = await findProfile(queries, tenantId, customerId);
      if (row === undefined) return null;
      const stored = { schema: await profileSchema.current(tenantId), sealed: row.attributes };
      const attributes = await openAttributes(encryption, queries, { tenantId, customerId }, stored);
      const { name } = attributes;
      const open = async (type: 'email' | 'phone', sealed: Buffer | null) => {
        const place = { tenantId, subjectId: customerId, field: `identifier.${type}` };
        return sealed === null ? null : encryption.open(queries, place, sealed);
      };
      return {
        customerId,
        name: typeof name === 'string' ? name : null,
        attributes,
        version: row.profile_version,
        email: await open('email', row.sealed),
        emailVerifiedAt: row.verified_at,
        phone: await open('phone', row.phone_sealed),
        locale: row.locale,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      };
    },

    /** The values of these attributes, opened from how they rest; what is not declared stays closed. */
    openAttributes: async (
      queries: Queries,
      tenantId: string,
      customerId: string,
      stored: { readonly sealed: unknown; readonly only: readonly string[] },
    ): Promise<AttributeValues> =>
      openAttributes(
        encryption,
        queries,
        { tenantId, customerId },
        { ...stored, schema: await profileSchema.current(tenantId) },
      ),

    /** Writes changes that `validateProfile` let pass; the transaction holds the customer's lock. */
    updateProfile: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      changes: ProfileChanges,
      update: ProfileUpdate,
    ): Promise<ProfileUpdated> => updateProfile(deps, tx, tenantId, customerId, changes, update),

    /** Who has this value of a searchable attribute, or one with words that begin so, page by page. */
    searchAttribute: async (queries: Queries, tenantId: string, wanted: AttributeSearch): Promise<AttributeMatches> =>
      searchAttribute({ encryption, schema: await profileSchema.current(tenantId) }, queries, tenantId, wanted),

    /** What the customer is asked after this sign-in, or null. */
    nextQuestion: async (queries: Queries, tenantId: string, customerId: string): Promise<Question | null> =>
      nextQuestion(queries, await profileSchema.current(tenantId), tenantId, customerId),

    /** Puts a question off, until its time comes again. */
    skipQuestion: writeSkip,
  };
}
