/** What can be done in each state of a journey, and the form of what is sent with it. */
import { type Attribute, flowsApi } from '@cardea/contract';
import { z } from 'zod';
import { attributeSchema, type JsonSchema } from '../attribute-schema.ts';

export type FlowState = z.infer<typeof flowsApi.flowState>;
export type FlowActionName = keyof typeof bodies;

/** Every action with the body it takes. */
export const bodies = {
  password: flowsApi.submitPassword,
  'request-code': flowsApi.requestMail,
  'passkey-options': flowsApi.nothing,
  passkey: flowsApi.submitPasskey,
  connection: flowsApi.chooseConnection,
  'connection-return': flowsApi.returnFromConnection,
  'sign-up-with': flowsApi.submitSignUpWith,
  'second-factor-options': flowsApi.chooseFactor,
  'second-factor': flowsApi.submitFactor,
  'lost-factor': flowsApi.nothing,
  'prove-lost-factor': flowsApi.submitCode,
  'enrol-factor-options': flowsApi.beginFactor,
  'enrol-factor': flowsApi.enrolFactor,
  details: flowsApi.submitDetails,
  'accept-invitation': flowsApi.acceptInvitation,
  address: flowsApi.submitAddress,
  verify: flowsApi.submitCode,
  'verify-link': flowsApi.submitLink,
  resend: flowsApi.nothing,
  'new-password': flowsApi.submitNewPassword,
  'without-credential': flowsApi.nothing,
  'come-back': flowsApi.nothing,
  answer: flowsApi.submitAnswer,
  skip: flowsApi.submitSkip,
  keep: flowsApi.nothing,
  code: flowsApi.nothing,
} as const;

const offered: Readonly<Record<FlowState, readonly FlowActionName[]>> = {
  password: ['password', 'passkey-options', 'passkey', 'request-code', 'connection', 'connection-return'],
  'second-factor': ['second-factor-options', 'second-factor', 'lost-factor', 'prove-lost-factor'],
  'enrol-factor': ['enrol-factor-options', 'enrol-factor'],
  details: ['details', 'accept-invitation', 'connection', 'connection-return'],
  'sign-up-with': ['sign-up-with'],
  address: ['address'],
  verify: ['verify', 'verify-link', 'resend'],
  'new-password': ['new-password'],
  'new-passkey': ['passkey-options', 'passkey', 'new-password', 'without-credential'],
  'come-back': ['come-back'],
  'profile-question': ['answer', 'skip'],
  'keep-account': ['keep'],
  code: ['code'],
  complete: [],
};

/** A connection, as its button names it. */
export type Offered = { readonly connection: string; readonly name: string };

export type Asked = {
  /** Only who was invited may sign up. */
  readonly byInvitation: boolean;
  /** What a sign-in may begin with, or what may be used now. */
  readonly methods: readonly string[];
  /** The connections that it can go on by. */
  readonly connections: readonly Offered[];
  /** Whether factors that are out of reach can be recovered here. */
  readonly mayRecoverFactor: boolean;
  /** What a sign-up asks for besides address and password. */
  readonly atSignUp: readonly Attribute[];
  /** The question that is open. */
  readonly question: { readonly attribute: Attribute; readonly isSkippable: boolean } | null;
  titleOf(attribute: Attribute): string;
};

export type FlowAction = {
  readonly name: FlowActionName;
  readonly method: 'POST';
  readonly href: string;
  readonly input: JsonSchema;
};

/** The actions of a state. */
export function actionsOf(flowId: string, state: FlowState, asked: Asked): FlowAction[] {
  return offered[state]
    .filter((name) => name !== 'skip' || asked.question?.isSkippable === true)
    .filter((name) => !name.endsWith('lost-factor') || asked.mayRecoverFactor)
    .filter((name) => name !== 'details' || !asked.byInvitation)
    .filter((name) => !name.startsWith('connection') || asked.connections.length > 0)
    .filter((name) => name !== 'password' || asked.methods.includes('password'))
    .filter((name) => !name.startsWith('passkey') || asked.methods.includes('passkey'))
    .filter((name) => name !== 'new-password' || state === 'new-password' || asked.methods.includes('password'))
    .filter((name) => name !== 'without-credential' || asked.methods.some(needsNothing))
    .filter((name) => name !== 'request-code' || asked.methods.some(needsNothing))
    .map((name) => ({ name, method: 'POST', href: `/api/flows/${flowId}/${name}`, input: inputOf(name, asked) }));
}

// Its mailbox is the way in, or a number that is asked next.
const needsNothing = (method: string) => method.startsWith('email-') || method === 'sms-code';

const schemas = new Map<FlowActionName, JsonSchema>();

function inputOf(name: FlowActionName, asked: Asked): JsonSchema {
  const known = schemas.get(name) ?? toSchema(bodies[name]);
  schemas.set(name, known);
  const { question, atSignUp, methods } = asked;
  if (name === 'connection') {
    const ids = asked.connections.map(({ connection }) => connection);
    return withProperty(known, 'connection', { type: 'string', enum: ids });
  }
  if (
    !name.endsWith('lost-factor') &&
    !name.startsWith('passkey') &&
    (name.endsWith('-factor') || name.endsWith('-options'))
  )
    return withProperty(known, 'method', { type: 'string', enum: methods });
  if (name === 'details' || name === 'sign-up-with' || name === 'accept-invitation')
    return withProperty(known, 'profile', profileOf(atSignUp, asked));
  if (question === null || (name !== 'answer' && name !== 'skip')) return known;
  const { attribute } = question;
  const named = withProperty(known, 'attribute', { const: attribute.name });
  const value = { ...attributeSchema(attribute), title: asked.titleOf(attribute) };
  return name === 'answer' ? withProperty(named, 'value', value) : named;
}

function profileOf(attributes: readonly Attribute[], { titleOf }: Asked): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      attributes.map((attribute) => [attribute.name, { ...attributeSchema(attribute), title: titleOf(attribute) }]),
    ),
    required: attributes.filter((attribute) => attribute.at_sign_up === 'required').map(({ name }) => name),
    additionalProperties: false,
  };
}

function withProperty(schema: JsonSchema, name: string, property: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...(schema['properties'] as object), [name]: property } };
}

function toSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
