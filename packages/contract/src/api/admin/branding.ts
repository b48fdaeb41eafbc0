/** `/api/admin/branding`: how pages and mails look. A few wishes; everything else is derived and stays readable. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const picture = z.string().max(60).describe('`asset` of a picture that was uploaded.');

const wishes = {
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .optional()
    .describe('The one colour of buttons and links; adjusted where it could not be read.'),
  radius_pixels: z.int().min(0).max(24).optional().describe('How round corners are.'),
  mode: z.enum(['light', 'dark', 'auto']).optional().describe('Light, dark, or as the browser wishes.'),
  font: z.enum(['system', 'humanist', 'rounded', 'serif']).optional().describe('Letters that every reader has.'),
  logo: z.strictObject({ light: picture.optional(), dark: picture.optional() }).optional(),
  favicon: picture.optional(),
};
const example = { accent: '#ffe600', radius_pixels: 12, font: 'humanist' as const };

export const branding = named(
  'BrandingWishes',
  'What the business wishes; what is left out is as we would have it.',
  z.strictObject(wishes),
  example,
);

const adjustment = z.object({
  mode: z.enum(['light', 'dark']),
  reason: z.enum(['contrast', 'not_a_colour']),
  from: z.string(),
  to: z.string(),
});

export const shown = named(
  'Branding',
  'The wishes, and where a colour had to give way so that everybody can read it.',
  z.object({ branding: z.object(wishes), adjustments: z.array(adjustment) }),
  {
    branding: example,
    adjustments: [{ mode: 'light', reason: 'contrast', from: '#ffe600', to: '#847600' }],
  },
);

export const tenantName = named(
  'OwnTenantName',
  'What pages and mails call the tenant: 1 to 80 characters on one line.',
  z.strictObject({ name: z.string().min(1).max(200) }),
  { name: 'Acme' },
);

const asset = {
  asset: 'q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80',
  address: 'https://id.acme.example/brand/q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80',
  content_type: 'image/png' as const,
  width: 240,
  height: 80,
  bytes: 5120,
  added_at: '2026-11-22T12:00:00Z',
};

export const picturesOf = named(
  'Picture',
  'A picture of the tenant.',
  z.object({
    asset: z.string(),
    address: z.string(),
    content_type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
    added_at: time,
  }),
  asset,
);

export const pictureList = named('PictureList', 'The pictures, newest first.', listOf(picturesOf), {
  items: [asset],
  next_cursor: null,
});

export const newPicture = named(
  'NewPicture',
  'A PNG, JPEG or WebP of at most 256 kB and 2000 pixels. SVG is not taken.',
  z.strictObject({ content: z.base64().max(360_000).describe('Base64.') }),
  { content: 'iVBORw0KGgo=' },
);

export const previewPages = ['sign-in', 'sign-up', 'verify', 'error', 'mail'] as const;

export const preview = named(
  'BrandingPreview',
  'What a page would look like with values that are not saved.',
  z.strictObject({
    page: z.enum(previewPages),
    locale: z.string().max(20).optional(),
    branding: branding.optional().describe('In the place of what is saved.'),
    application_id: z.string().max(40).optional().describe('As on the way to this application.'),
    texts: z
      .record(z.string().max(200), z.string().max(4000).nullable())
      .optional()
      .describe('Texts of this language that are not saved; null says one in our words.'),
    mail: z.string().max(40).optional().describe('Which mail, with the page `mail`; such as `verify-address`.'),
  }),
  { page: 'sign-in', branding: example },
);

export const previewed = named(
  'BrandingPreviewed',
  'The page, drawn. Show `address` in a frame with the attribute `sandbox`: it has a policy of its own.',
  z.object({
    address: z.string(),
    expires_at: time,
    html: z.string().describe('The same as a document, for tools.'),
    adjustments: z.array(adjustment),
  }),
  {
    address: 'https://id.acme.example/brand/preview/…',
    expires_at: '2026-11-22T12:10:00Z',
    html: '<!doctype html>…',
    adjustments: [],
  },
);
