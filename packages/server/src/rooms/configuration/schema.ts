/**
 * The form of a configuration file. The parts are the very schemas that the rooms check their changes with; what is
 * unknown is a mistake. Editors take it as JSON Schema.
 */
import {
  applicationMetadata,
  connectionDefinition,
  profileSchemaDeclaration,
  resourceDefinition,
} from '@cardea/contract';
import { z } from 'zod';
import { givenApplicationSettings } from '../applications/index.ts';
import { givenSettings } from '../tenants/index.ts';

const secretReference = z
  .union([
    z.strictObject({
      env: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
        .describe('The name of an environment variable.'),
    }),
    z.strictObject({
      file: z.string().min(1).max(500).describe('A file that holds it, seen from the configuration file.'),
    }),
  ])
  .describe('Where the secret is kept. It is read where the file is applied, and never printed.');

const application = applicationMetadata
  .extend({
    first_party: z.boolean().default(false).describe('Our own: customers are not asked for consent.'),
    state: z.enum(['active', 'disabled']).default('active').describe('Nothing is issued to a disabled application.'),
    client_secret: secretReference.optional(),
    settings: givenApplicationSettings
      .prefault({})
      .describe('What it sets differently from its tenant; what it leaves out is as the tenant says.'),
  })
  .describe('An application, whole: what is left out has its default.');

const connection = connectionDefinition
  .omit({ connection_id: true })
  .extend({
    client_secret: secretReference.optional(),
    domains: z
      .array(z.string().min(3).max(253))
      .max(100)
      .optional()
      .describe('All mail domains whose owners sign in here; each counts once it is proven. Left out: as they are.'),
  })
  .describe('A provider that customers sign in with, whole: what is left out is as its preset says.');

const resource = resourceDefinition
  .omit({ resource_uri: true })
  .describe('An API that access tokens can be made for, whole: what is left out has its default.');

const name = z.string().min(1).max(2000);
const texts = z.record(z.string().max(40), z.record(z.string().max(200), z.string().max(4000)));

const picture = z.string().regex(/^[A-Za-z0-9_-]{43}\.[0-9]{1,4}x[0-9]{1,4}$/);
const base64 = z
  .string()
  .max(360_000)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);

/** The parts of a file that hold several things, each under its name. */
export const sections = ['settings', 'profile_schema', 'resources', 'applications', 'connections', 'texts'] as const;
export type Section = (typeof sections)[number];

/** What goes away, and only what is named here. */
const remove = z.strictObject({
  settings: z.array(name).max(1000).default([]).describe('Settings such as `session.idleSeconds`: as by default.'),
  profile_schema: z.array(name).max(100).default([]).describe('Attributes: their values rest sealed for 30 days.'),
  resources: z.array(name).max(1000).default([]).describe('APIs, by their addresses.'),
  applications: z.array(name).max(1000).default([]).describe('Applications, with consents and grants.'),
  connections: z.array(name).max(1000).default([]).describe('Connections, as long as no customer has linked them.'),
  texts: z.array(name).max(10_000).default([]).describe('Texts as `LOCALE/ID`: they are worded as delivered.'),
});

export const configurationFile = z
  .strictObject({
    format: z.literal(1).default(1).describe('The version of this form.'),
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u)
      .optional()
      .describe('What customers know the business by.'),
    settings: givenSettings.optional().describe('What is left out stays as it is.'),
    profile_schema: profileSchemaDeclaration.optional().describe('What you know of your customers.'),
    resources: z.record(name, resource).optional().describe('Your own APIs, by the address that tokens name.'),
    applications: z.record(name, application).optional().describe('Applications by their client_id.'),
    connections: z.record(name, connection).optional().describe('Providers that customers sign in with, by id.'),
    texts: texts.optional().describe('Texts of pages and messages in your own words: language, then id.'),
    pictures: z
      .record(picture, base64)
      .optional()
      .describe('The pictures that brandings name, in base64. Those that are there already stay.'),
    remove: remove.prefault({}).describe('What goes away. Nothing does unless it is named here or pruned.'),
    prune: z
      .array(z.enum(sections))
      .max(sections.length)
      .default([])
      .describe('Sections that this file holds completely: whatever else is there goes away.'),
  })
  .describe('The configuration of one tenant.');

export type ConfigurationFile = z.output<typeof configurationFile>;
export type SecretReference = z.output<typeof secretReference>;

/** The form as JSON Schema, for editors. */
export function configurationSchema(): object {
  return {
    title: 'Cardea configuration',
    ...(z.toJSONSchema(configurationFile, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) as object),
  };
}
