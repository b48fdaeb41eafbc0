/** By what customers are looked for. What was typed says most of the time what it is. */
export const searchKinds = ['name', 'email', 'phone', 'username', 'external_id', 'customer_id'] as const;
export type SearchKind = (typeof searchKinds)[number];

export const isSearchKind = (value: unknown): value is SearchKind => searchKinds.some((kind) => kind === value);

export function guessKind(typed: string): SearchKind {
  const text = typed.trim();
  if (text.startsWith('cus_')) return 'customer_id';
  if (text.includes('@')) return 'email';
  return /^\+?[\d\s()/.-]{5,}$/.test(text) ? 'phone' : 'name';
}
