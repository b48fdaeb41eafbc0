/** What a tenant knows of its customers until it declares something else: a name, if they wish to give one. */
import { profileSchemaDeclaration } from '@cardea/contract';

export const defaultSchema = profileSchemaDeclaration.parse({
  attributes: [
    { name: 'name', type: 'text', max_length: 100, at_sign_up: 'optional', searchable: 'prefix', scope: 'profile' },
  ],
});
