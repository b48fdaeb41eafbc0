/** The second half of a journey: factors that are asked, set up, or out of reach. */
import type { Actions } from './action.ts';
import { describeFlow } from './describe.ts';
import { answersOf, proceed } from './proceed.ts';

export const factorActions: Pick<
  Actions,
  | 'second-factor-options'
  | 'second-factor'
  | 'lost-factor'
  | 'prove-lost-factor'
  | 'enrol-factor-options'
  | 'enrol-factor'
> = {
  'second-factor-options': {
    summary: 'What one of the methods asks; of a code that is sent, the sending',
    errors: ['factor.not_offered', 'attempts.exhausted'],
    async handle(deps, given) {
      const challenge = await deps.authentication.second.begin({ ...given, method: given.body.method });
      return describeFlow(deps, given, { ...given, challenge });
    },
  },
  'second-factor': {
    summary: 'Answer the second question of a sign-in, or of a recovery',
    errors: ['factor.refused', 'factor.not_offered', 'form.invalid', 'sign_in.not_allowed', 'attempts.exhausted'],
    handle(deps, given) {
      const { method, remember_device: remembersDevice = false, ...fields } = given.body;
      const answers = answersOf(fields);
      return proceed(deps, given, () =>
        deps.authentication.second.submit({ ...given, method, answers, remembersDevice }),
      );
    },
  },
  'lost-factor': {
    summary: 'None of the methods can be used: send a code to the mailbox of the account',
    errors: ['factor.password_needed', 'attempts.exhausted'],
    async handle(deps, given) {
      await deps.recovery.lostFactor.requestCode(given);
      return describeFlow(deps, given, { ...given, notice: 'lost_factor.verify.notice.code_sent' });
    },
  },
  'prove-lost-factor': {
    summary: 'Prove the mailbox: begins the delay, or, after it, removes the factors and goes on',
    errors: ['proof.refused', 'factor.password_needed', 'sign_in.not_allowed', 'attempts.exhausted'],
    async handle(deps, given) {
      const outcome = await deps.recovery.lostFactor.prove({ ...given, code: given.body.code });
      if ('kind' in outcome && outcome.kind === 'removed') return describeFlow(deps, given, given);
      if (!('kind' in outcome)) return proceed(deps, given, async () => outcome);
      return describeFlow(deps, given, { ...given, notice: 'lost_factor.wait.text' });
    },
  },
  'enrol-factor-options': {
    summary: 'What setting one of the methods up asks; of a code that is sent, the sending',
    errors: ['factor.not_offered', 'form.invalid', 'sms.unavailable', 'attempts.exhausted'],
    async handle(deps, given) {
      const { method, phone } = given.body;
      const answers = phone === undefined ? {} : { phone };
      const challenge = await deps.authentication.second.beginEnrolment({ ...given, method, answers });
      return describeFlow(deps, given, { ...given, challenge });
    },
  },
  'enrol-factor': {
    summary: 'Finish setting up the second factor that is required',
    errors: ['factor.refused', 'factor.not_offered', 'form.invalid', 'sign_in.not_allowed', 'attempts.exhausted'],
    handle(deps, given) {
      const { method, ...fields } = given.body;
      const answers = answersOf(fields);
      return proceed(deps, given, () => deps.authentication.second.submitEnrolment({ ...given, method, answers }));
    },
  },
};
