/** What scopes allow: in the words of the tenant's own APIs, and by the attributes that the tenant hands out by them. */
import type { Attribute } from '@cardea/contract';
import type { ProfileSchema } from '../tenants/index.ts';
import type { Application, Resource } from './application.ts';

export type DescribedScope = {
  readonly scope: string;
  readonly description: string | null;
  /** What of the profile leaves by it. */
  readonly attributes: readonly Attribute[];
};

/** Each scope with its words, where an API that the application may use has some; in the order it was registered with. */
export async function describeScopes(
  application: Application,
  scopes: readonly string[],
  resource: (resourceUri: string) => Promise<Resource | null>,
  schema: ProfileSchema,
): Promise<DescribedScope[]> {
  const words = new Map<string, string>();
  for (const resourceUri of application.metadata.allowed_resources) {
    for (const [scope, text] of Object.entries((await resource(resourceUri))?.scopes ?? {}))
      if (text !== '') words.set(scope, text);
  }
  const order = application.metadata.scope.split(' ');
  const placeOf = (scope: string) => (order.includes(scope) ? order.indexOf(scope) : order.length);
  const sorted = scopes.toSorted((one, other) => placeOf(one) - placeOf(other));
  return sorted.map((scope) => ({
    scope,
    description: words.get(scope) ?? null,
    attributes: schema.attributes.filter(
      (attribute) => attribute.scope === scope && attribute.visible_to.includes('application'),
    ),
  }));
}
