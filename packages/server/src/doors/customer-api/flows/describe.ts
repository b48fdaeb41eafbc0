/** A journey as it stands, in words and actions; the one form in which every step answers. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Challenge, Flow, Step } from '../../../rooms/authentication/index.ts';
import { attributesAtSignUp } from '../../../rooms/customers/index.ts';
import type { CurrentSession } from '../../../rooms/gate/index.ts';
import { attributeTitle } from '../attribute-schema.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Answer, Call } from '../route.ts';
import { type Asked, actionsOf, type FlowState } from './actions.ts';
import { deviceTokenOf } from './device-token.ts';
import { waitingWords } from './waiting-words.ts';
import { type Arrived, isArrived, offeredIn, whoArrived } from './who-arrived.ts';

export type FlowCall = Pick<Call<unknown, unknown>, 'tenant' | 'locale' | 'visitor' | 'request'>;

/** A journey whose customer is signed in and whose code has not been handed out. */
export type Answered = { readonly path: string; readonly current: CurrentSession };

type Said = { readonly id: string; readonly text: string; readonly kind: 'info' | 'success' };
type Say = (kind: Said['kind'], id: string, variables?: Readonly<Record<string, unknown>>) => Said;

/** The session that a finished journey led to; refused when there is none, or the code has been handed out. */
export async function answeredBy(
  deps: Pick<CustomerApiDependencies, 'database' | 'gate' | 'requests'>,
  { tenant }: FlowCall,
  flow: Flow,
): Promise<Answered> {
  const path = flow.state === 'finished' ? flow.returnTo : null;
  const name = path?.split('/').at(-1);
  if (path === null || name === undefined) throw new ProblemError('flow.unknown');
  const interaction = await deps.requests.findInteraction(deps.database.reader, tenant.tenantId, name);
  const sessionId = interaction?.answeredBy?.sessionId;
  if (sessionId === undefined) throw new ProblemError('flow.unknown');
  const { tenantId, settings } = tenant;
  const current = await deps.gate.sessionOf(tenantId, sessionId, settings.session.idleSeconds);
  if (current === null) throw new ProblemError('flow.unknown');
  return { path, current };
}

/** The question that stands between a sign-in and its code, or null. */
export async function openQuestion(
  deps: CustomerApiDependencies,
  { tenant }: FlowCall,
  flow: Flow,
  answered: Answered,
) {
  if (flow.kind !== 'sign-in') return null;
  return deps.account.nextQuestion(tenant.tenantId, answered.current.customerId);
}

/** The journey as it stands. `notice` names a text of what has just happened. */
export async function describeFlow(
  deps: CustomerApiDependencies,
  call: FlowCall,
  { flowId, notice, challenge }: { readonly flowId: string; readonly notice?: string; readonly challenge?: Challenge },
): Promise<Answer & { readonly body: object }> {
  const { tenant, visitor } = call;
  const { flow, step } = await deps.authentication.flows.demand(tenant.tenantId, flowId, visitor.browserSecret);
  const answered = step === 'start-again' ? await answeredBy(deps, call, flow) : null;
  const question = answered === null ? null : await openQuestion(deps, call, flow, answered);
  const state = answered === null ? await stateOf(deps, flow, step) : question === null ? 'code' : 'profile-question';
  const text = deps.translations.worded(tenant.texts).translator(call.locale);
  const words = { has: deps.translations.has, text };
  const { registration } = await deps.applications.settingsFor(tenant, flow.interaction?.applicationId ?? null);
  const methods = await methodsOf(deps, call, flow, state);
  const connections = await offeredIn(deps, call, flow, state);
  const arrived = await whoArrived(deps, call, flow, state);
  const asked: Asked = {
    methods,
    connections,
    mayRecoverFactor: flow.kind === 'sign-in' || flow.kind === 'recovery',
    byInvitation: registration.mode !== 'open',
    atSignUp:
      state === 'details' || state === 'sign-up-with'
        ? attributesAtSignUp(await deps.profileSchema.current(tenant.tenantId))
        : [],
    question,
    titleOf: (attribute) => attributeTitle(attribute, call.locale, words),
  };
  const say: Say = (kind, id, variables = {}) => ({
    id,
    text: text(`pages:${id}`, variables),
    kind,
  });
  return {
    body: {
      flow_id: flow.flowId,
      kind: flow.kind,
      state,
      actions: actionsOf(flow.flowId, state, asked),
      messages: [
        ...(notice === undefined ? [] : [say('success', notice)]),
        ...(arrived === null ? [] : sayArrived(arrived, state, say)),
        ...(await messagesOf(deps, call, { flow, state, say, answered })),
      ],
      ...(methods.length === 0 ? {} : { methods }),
      ...(connections.length === 0 ? {} : { connections }),
      ...(arrived === null ? {} : { arrived }),
      ...(challenge === undefined ? {} : { challenge }),
      expires_at: flow.expiresAt.toISOString(),
      ...(answered === null ? {} : { device_token: await deviceTokenOf(deps, call, flow, answered) }),
    },
  };
}

async function stateOf(deps: CustomerApiDependencies, flow: Flow, step: Step): Promise<FlowState> {
  switch (step) {
    case 'ask-details':
      if (flow.kind === 'recovery') return 'address';
      return (await isArrived(deps, flow)) ? 'sign-up-with' : 'details';
    case 'prove-address':
      return 'verify';
    case 'choose-password':
      return 'new-password';
    case 'come-back':
      return 'come-back';
    case 'choose-credential':
      return 'new-passkey';
    case 'ask-first':
      return 'password';
    case 'prove-second':
    case 'prove-factor':
      return 'second-factor';
    case 'enrol-second':
      return 'enrol-factor';
    case 'complete':
      // All is proven and the account is about to be closed: its owner says whether it is to be kept.
      return 'keep-account';
    default:
      throw new ProblemError('flow.unknown');
  }
}

/** What is asked of whoever came by a connection, in the words of the page. */
function sayArrived({ name }: Arrived, state: FlowState, say: Say): Said[] {
  if (state === 'sign-up-with') return [say('info', 'connections.sign_up', { name })];
  return [say('info', 'connections.linking.title'), say('info', 'connections.linking.text', { name })];
}

async function methodsOf(
  deps: CustomerApiDependencies,
  { tenant, visitor }: FlowCall,
  flow: Flow,
  state: FlowState,
): Promise<readonly string[]> {
  if (state === 'password' || state === 'new-passkey')
    return (await deps.authentication.policyToward(tenant, flow.interaction?.applicationId ?? null)).first;
  if (state !== 'second-factor' && state !== 'enrol-factor') return [];
  return (await deps.authentication.second.view({ tenant, flowId: flow.flowId, visitor })).ways;
}

/** The password was right, and the account does not know this browser. */
const isUnknownDevice = ({ proofs }: Flow): boolean => proofs.some(({ unconfirmed }) => unconfirmed !== undefined);

async function messagesOf(
  deps: CustomerApiDependencies,
  call: FlowCall,
  shown: {
    readonly flow: Flow;
    readonly state: FlowState;
    readonly say: Say;
    readonly answered: Answered | null;
  },
): Promise<Said[]> {
  const { flow, state, say, answered } = shown;
  const { tenant, visitor, locale } = call;
  const known = [tenant.tenantId, flow.flowId, visitor.browserSecret] as const;
  switch (state) {
    case 'verify': {
      const { sent, email, weakness } = await waitingWords(deps, call, flow);
      const told = say('info', sent, { email });
      return weakness === null ? [told] : [say('info', `recovery.verify.${weakness}`), told];
    }
    case 'second-factor':
      return isUnknownDevice(flow) ? [say('info', 'second.unknown_device')] : [];
    case 'new-password':
      return [say('info', 'recovery.password.intro', { email: (await deps.recovery.describeProven(...known)).email })];
    case 'come-back':
      return [say('info', 'recovery.back.intro', { email: (await deps.recovery.describeProven(...known)).email })];
    case 'keep-account': {
      const closesAt = await deps.accountLife.describeKeepBySignIn(...known);
      const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(closesAt);
      return [say('info', 'keep.text', { day })];
    }
    case 'profile-question':
      return [say('info', 'profile.question.intro', { tenant: tenant.name })];
    case 'code':
      return answered !== null && (await asksForAnother(deps, call, flow, answered))
        ? [say('info', await leakIntroOf(deps, call, answered))]
        : [];
    default:
      return [];
  }
}

/** What such a question begins with: the password is leaked, or easy to guess. */
export async function leakIntroOf(
  { accountLife }: Pick<CustomerApiDependencies, 'accountLife'>,
  { tenant }: FlowCall,
  { current }: Answered,
): Promise<'leaked_password.intro' | 'leaked_password.intro_easily_guessed'> {
  const weakness = await accountLife.leaked.weakness(tenant.tenantId, current.customerId);
  return weakness === 'easily_guessed' ? 'leaked_password.intro_easily_guessed' : 'leaked_password.intro';
}

/** Whether a sign-in began with a leaked password and its owner, who may have put that off, is to be asked for another. */
export async function asksForAnother(
  { accountLife }: Pick<CustomerApiDependencies, 'accountLife'>,
  { tenant }: FlowCall,
  { proofs }: Flow,
  { current }: Answered,
): Promise<boolean> {
  return (
    proofs.some(({ leaked }) => leaked === true) && (await accountLife.leaked.asks(tenant.tenantId, current.customerId))
  );
}
