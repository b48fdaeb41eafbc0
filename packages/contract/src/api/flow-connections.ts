/** Accounts elsewhere in the journeys of `/api/flows`: what is offered, who has come, and the bodies of the actions. */
import { z } from 'zod';
import { deviceProof } from './flow-proofs.ts';
import { named } from './named.ts';

const typed = (most: number) => z.string().max(most);

export const offeredConnection = z.object({ connection: z.string(), name: z.string() });

export const arrived = z.object({
  ...offeredConnection.shape,
  email: z.string().describe('As it is there; masked where an account here has it.'),
  email_proven: z.boolean().describe('The provider vouches for it: sent back unchanged, it needs no code.'),
  profile: z.record(z.string(), z.unknown()).describe('What the provider says about what the sign-up asks for.'),
});

export const chooseConnection = named(
  'ChooseConnection',
  'Asks for the address at the provider, to be opened in the browser of the system. `challenge.href` holds it.',
  z.strictObject({
    connection: typed(40).min(1),
    redirect_uri: typed(2000)
      .min(1)
      .describe('One of the redirect URIs of the application: the answer of the provider is handed to it.'),
    identifier: typed(320).optional().describe('An address that the provider may fill in.'),
    keep_signed_in: z.boolean().optional(),
  }),
  { connection: 'google', redirect_uri: 'com.example.app:/callback' },
);

export const returnFromConnection = named(
  'ReturnFromConnection',
  'Hands over what came to the redirect URI from a provider. Another journey may go on: the answer names it.',
  z.strictObject({ parameters: typed(4096).min(1).describe('The whole query, as it came.'), ...deviceProof }),
  { parameters: 'code=bm9ib2R5&state=dGhlIHF1aWV0IHJpdmVy&iss=https%3A%2F%2Faccounts.google.com' },
);

export const submitSignUpWith = named(
  'SubmitSignUpWith',
  'Signs up with the account elsewhere that `arrived` shows. An address that the provider does not vouch for gets a code.',
  z.strictObject({
    email: typed(1000),
    profile: z.record(z.string().max(40), z.unknown()).default({}),
    ...deviceProof,
  }),
  { email: 'anna@example.com', profile: { name: 'Anna Bergmann' } },
);
