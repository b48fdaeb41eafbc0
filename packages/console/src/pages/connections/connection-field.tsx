/** One field of a connection: a choice in words where there are few answers, else what is typed. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type TextId, text } from '../../texts/index.ts';
import { type Draft, type FieldName, oneDirectory } from './draft.ts';

type Props = {
  readonly name: FieldName;
  readonly draft: Draft;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isFixed?: boolean;
  /** Said instead of the usual hint. */
  readonly hint?: string;
  readonly placeholder?: string;
  readonly isLong?: boolean;
  change(value: string): void;
};

type Options = readonly (readonly [value: string, label: TextId])[];
const yesOrNo: Options = [
  ['true', 'connection.yes'],
  ['false', 'connection.no'],
];

const choices: Readonly<Partial<Record<FieldName, Options>>> = {
  microsoft_tenant: [
    ['common', 'connection.microsoft.common'],
    ['organizations', 'connection.microsoft.organizations'],
    ['consumers', 'connection.microsoft.consumers'],
    [oneDirectory, 'connection.microsoft.directory'],
  ],
  token_endpoint_auth_method: [
    ['client_secret_basic', 'connection.auth.basic'],
    ['client_secret_post', 'connection.auth.post'],
    ['none', 'connection.auth.none'],
  ],
  sign_up: [
    ['open', 'connection.sign-up.open'],
    ['linked_only', 'connection.sign-up.linked-only'],
  ],
  domain_sign_in: [
    ['offered', 'connection.domain-sign-in.offered'],
    ['required', 'connection.domain-sign-in.required'],
  ],
  keeps_tokens: yesOrNo,
};

const addresses: readonly FieldName[] = ['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'];

/** How a choice or a text is told where it is compared. */
export function valueInWords(name: FieldName | 'claims', value: string): string {
  if (name === 'client_secret') return text(value === '' ? 'connection.secret.kept' : 'connection.secret.other');
  if (name === 'email_is_authoritative') return text(`connection.email.${value === 'true' ? 'trusted' : 'code'}`);
  const label = name === 'claims' ? undefined : choices[name]?.find(([option]) => option === value)?.[1];
  return label === undefined ? value : text(label);
}

export function ConnectionField(props: Props) {
  const { name, draft, error, isRequired = false, isFixed = false, hint, placeholder, isLong, change } = props;
  const shared = {
    label: text(`connection.field.${name}`),
    description: hint ?? text(`connection.field.${name}.hint`),
    error,
    disabled: isFixed,
    required: isRequired,
    withAsterisk: false,
    value: draft[name],
    className: 'setting',
  };
  const options = choices[name];
  if (options !== undefined) {
    return (
      <NativeSelect
        {...shared}
        onChange={(event) => change(event.currentTarget.value)}
        data={options.map(([value, label]) => ({ value, label: text(label) }))}
      />
    );
  }
  const typed = { maxLength: 10_000, spellCheck: false, ...(placeholder === undefined ? {} : { placeholder }) };
  if (isLong) {
    return <Textarea {...shared} {...typed} rows={4} onChange={(event) => change(event.currentTarget.value)} />;
  }
  const isSecret = name === 'client_secret';
  return (
    <TextInput
      {...shared}
      {...typed}
      // Not the password of whoever sits here: browsers offer none for what is new.
      {...(isSecret ? { type: 'password', autoComplete: 'new-password' } : { autoComplete: 'off' })}
      {...(addresses.includes(name) ? { type: 'url', placeholder: placeholder ?? 'https://' } : {})}
      {...(name === 'order' ? { inputMode: 'numeric' as const } : {})}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
