/** The settings of how customers prove who they are, of the business and of one application. Rules are the server's. */
import type { TextId } from '../../texts/index.ts';
import type { Field, Group } from '../settings/fields.ts';
import type { Policy } from './meet.ts';

const onOff = [
  ['on', 'methods.on'],
  ['off', 'settings.off'],
] as const;

const choice = (
  name: string,
  label: TextId,
  hint: TextId,
  options: readonly (readonly [string, TextId])[] = onOff,
  isYesOrNo = false,
): Field => ({ section: 'signIn', name, label, hint, kind: 'choice', options, ...(isYesOrNo ? { isYesOrNo } : {}) });

const days = (name: string, label: TextId, hint: TextId): Field => ({
  ...{ section: 'signIn', name, label, hint },
  ...{ kind: 'number', unit: 'settings.days' },
});

const methods: Group = {
  title: 'methods.which',
  lead: 'methods.which.lead',
  fields: [
    choice('methods.password', 'methods.password', 'methods.password.hint'),
    choice('methods.passkey', 'methods.passkey', 'methods.passkey.hint'),
    choice('methods.emailCode', 'methods.email-code', 'methods.email-code.hint'),
    choice('methods.emailLink', 'methods.email-link', 'methods.email-link.hint'),
    choice('methods.connection', 'methods.connection', 'methods.connection.hint'),
    choice('methods.authenticator', 'methods.authenticator', 'methods.authenticator.hint'),
    choice('methods.smsCode', 'methods.sms-code', 'methods.sms-code.hint', [
      ['off', 'settings.off'],
      ['second', 'methods.sms-code.second'],
      ['on', 'methods.sms-code.on'],
    ]),
  ],
};

const second: Group = {
  title: 'methods.second',
  lead: 'methods.second.lead',
  fields: [
    choice('secondFactor', 'methods.second-factor', 'methods.second-factor.hint', [
      ['off', 'methods.second-factor.off'],
      ['enrolled', 'methods.second-factor.enrolled'],
      ['required', 'methods.second-factor.required'],
    ]),
    days('enrolmentGraceDays', 'methods.grace', 'methods.grace.hint'),
    days('rememberDeviceDays', 'methods.remember', 'methods.remember.hint'),
    choice(
      'nudgePasskey',
      'methods.nudge',
      'methods.nudge.hint',
      [
        ['true', 'methods.nudge.yes'],
        ['false', 'methods.nudge.no'],
      ],
      true,
    ),
  ],
};

const lost: Field = {
  ...{ section: 'signIn', name: 'lostFactorDelayHours', label: 'methods.lost', hint: 'methods.lost.hint' },
  ...{ kind: 'number', unit: 'settings.hours' },
};

/** Money and countries are of the whole business. */
export const smsGroup: Group = {
  title: 'methods.sms',
  lead: 'methods.sms.lead',
  fields: [
    {
      ...{ section: 'identifiers', name: 'phone', label: 'methods.sms.phone', hint: 'methods.sms.phone.hint' },
      kind: 'choice',
      options: [
        ['off', 'settings.off'],
        ['optional', 'settings.optional'],
      ],
    },
    {
      ...{ section: 'registration', name: 'numberAlone' },
      ...{ label: 'methods.sms.alone', hint: 'methods.sms.alone.hint' },
      kind: 'choice',
      options: [
        ['off', 'settings.off'],
        ['on', 'methods.on'],
      ],
    },
    {
      ...{ section: 'sms', name: 'countries', label: 'methods.sms.countries', hint: 'methods.sms.countries.hint' },
      kind: 'list',
    },
    {
      ...{ section: 'sms', name: 'dailyMessages', label: 'methods.sms.daily', hint: 'methods.sms.daily.hint' },
      kind: 'number',
    },
    {
      ...{ section: 'sms', name: 'dailyCost', label: 'methods.sms.cost', hint: 'methods.sms.cost.hint' },
      ...{ kind: 'number', isDecimal: true },
    },
  ],
};

export const businessGroups: readonly Group[] = [methods, { ...second, fields: [...second.fields, lost] }, smsGroup];

/** An application chooses among the connections besides, where there are any. */
export const applicationGroups = (connections: readonly (readonly [id: string, name: string])[]): readonly Group[] => [
  {
    ...methods,
    fields: methods.fields.flatMap((field) =>
      field.name === 'methods.connection' && connections.length > 0 ? [field, offered(connections)] : [field],
    ),
  },
  second,
];

const offered = (choices: readonly (readonly [string, string])[]): Field => ({
  ...{ section: 'signIn', name: 'connections', label: 'methods.connections', hint: 'methods.connections.hint' },
  ...{ kind: 'some', choices, all: 'methods.connections.all' },
});

/** The fields of the form as the preview reads them; what is left empty is as usual. */
export function policyIn(
  draft: Readonly<Record<string, string>>,
  usual: Readonly<Record<string, string>>,
  { canSend, hasConnections }: { readonly canSend: boolean | undefined; readonly hasConnections: boolean },
): Policy {
  const at = (key: string) => draft[key] || usual[key] || '';
  const own = chosenIn(draft);
  const whole = chosenIn(Object.fromEntries(Object.keys(usual).map((key) => [key, at(key)])));
  return {
    ...{ password: '', passkey: '', emailCode: '', emailLink: '', smsCode: '', authenticator: '', secondFactor: '' },
    ...whole,
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')),
    graceDays: Number(at('signIn.enrolmentGraceDays')),
    rememberDays: Number(at('signIn.rememberDeviceDays')),
    nudges: at('signIn.nudgePasskey') === 'true',
    lostHours: Number(at('signIn.lostFactorDelayHours')),
    phone: at('identifiers.phone'),
    numberAlone: at('registration.numberAlone'),
    ...{ canSend, hasConnections },
  };
}

/** What an application chooses, by the names that the preview knows. */
export function chosenIn(draft: Readonly<Record<string, string>>) {
  const at = (key: string) => draft[`signIn.${key}`] ?? '';
  return {
    password: at('methods.password'),
    passkey: at('methods.passkey'),
    emailCode: at('methods.emailCode'),
    emailLink: at('methods.emailLink'),
    smsCode: at('methods.smsCode'),
    authenticator: at('methods.authenticator'),
    connection: at('methods.connection'),
    secondFactor: at('secondFactor'),
    graceDays: at('enrolmentGraceDays'),
    rememberDays: at('rememberDeviceDays'),
    nudges: at('nudgePasskey'),
  };
}
