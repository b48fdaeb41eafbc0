/** `/api/admin/texts`: every sentence of pages and mails, ours and the tenant's own. */
import { z } from 'zod';
import { listOf } from '../common.ts';
import { named } from '../named.ts';
import { pageQuery } from './common.ts';

const example = {
  id: 'pages:sign_in.title',
  default: 'Sign in',
  placeholders: [],
  most_characters: 120,
  text: 'Welcome back',
};

export const text = named(
  'Text',
  'A text: in our words, and in those of the business where it has its own.',
  z.object({
    id: z.string(),
    default: z.string(),
    placeholders: z.array(z.string()).describe('`{{name}}` in the text; a text of your own has the same ones.'),
    most_characters: z.int(),
    text: z.string().nullable(),
  }),
  example,
);

export const list = named('TextList', 'Texts by id.', listOf(text), { items: [example], next_cursor: null });

export const listQuery = pageQuery.extend({
  prefix: z.string().max(200).optional().describe('Such as `mails:` or `pages:sign_in.`.'),
  find: z.string().min(2).max(100).optional().describe('A piece of the id or of either text.'),
  worded: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('Only those that the business words itself, or only the others.'),
});

export const changes = named(
  'TextChanges',
  'Id → text, or null to say it in our words again. All of them are taken or none.',
  z.strictObject({ texts: z.record(z.string().max(200), z.string().max(4000).nullable()) }),
  { texts: { 'pages:sign_in.title': 'Welcome back', 'pages:sign_up.title': null } },
);

export const changed = named(
  'TextsChanged',
  'How many were taken, and how many are said in our words again.',
  z.object({ locale: z.string(), changed: z.int(), reset: z.int() }),
  { locale: 'en', changed: 1, reset: 1 },
);

const language = { locale: 'de', name: 'Deutsch', direction: 'ltr' as const, is_offered: true, worded: 3 };

export const languages = named(
  'LanguageList',
  'The languages there are.',
  listOf(
    z.object({
      locale: z.string(),
      name: z.string(),
      direction: z.enum(['ltr', 'rtl']),
      is_offered: z.boolean(),
      worded: z.int().describe('How many texts the business words itself.'),
    }),
  ),
  { items: [language], next_cursor: null },
);
