/** The sentences of pages and mails, ours and the business's own, as /api/admin answers them. */
import type { components } from '@cardea/sdk';
import { management, present, told } from './management.ts';

type Schemas = components['schemas'];
export type Text = Schemas['Text'];
export type TextList = Schemas['TextList'];
export type Language = Schemas['LanguageList']['items'][number];

type Listing = {
  readonly locale: string;
  readonly prefix: string | undefined;
  readonly find: string | undefined;
  readonly own: boolean;
  readonly after: string | undefined;
};

const texts = '/api/admin/texts/{locale}';

export const listLanguages = (signal: AbortSignal): Promise<Schemas['LanguageList']> =>
  told(management.GET('/api/admin/languages', { signal }));

export const listTexts = (
  { locale, prefix, find, own, after: cursor }: Listing,
  signal: AbortSignal,
): Promise<TextList> => {
  const worded = own ? ('true' as const) : undefined;
  return told(
    management.GET(texts, { params: { path: { locale }, query: present({ prefix, find, worded, cursor }) }, signal }),
  );
};

/** One text by its id; undefined where there is none. Ids that begin alike come first by their order. */
export async function readText(locale: string, id: string, signal: AbortSignal): Promise<Text | undefined> {
  const query = { prefix: id, limit: 10 };
  const { items } = await told(management.GET(texts, { params: { path: { locale }, query }, signal }));
  return items.find((text) => text.id === id);
}

/** Words a text, or says it in our words again with null. */
export const changeText = (locale: string, id: string, text: string | null): Promise<unknown> =>
  told(management.PATCH(texts, { params: { path: { locale } }, body: { texts: { [id]: text } } }));

export const resetTexts = (locale: string): Promise<Schemas['TextsChanged']> =>
  told(management.DELETE(texts, { params: { path: { locale } } }));
