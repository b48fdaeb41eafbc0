/** One setting: its field, its default, and whether the business set it. */
import { NativeSelect, TextInput } from '@mantine/core';
import { type TextId, text } from '../../texts/index.ts';
import { inWords } from './draft.ts';
import type { Field } from './fields.ts';
import { SomeInput } from './some-input.tsx';

type Props = {
  readonly field: Field;
  readonly value: string;
  readonly usual: string;
  readonly error: string | undefined;
  readonly isFixed: boolean;
  /** What an empty choice is called, where one may be left empty. */
  readonly empty: TextId | undefined;
  change(value: string): void;
};

export function FieldInput({ field, value, usual, error, isFixed, empty, change }: Props) {
  const hint = (
    <>
      {text(field.hint)}
      {usual !== '' && value !== usual && <> {text('settings.usual', { value: inWords(field, usual) })}</>}
    </>
  );
  const shared = { label: text(field.label), description: hint, error, disabled: isFixed, className: 'setting' };
  if (field.kind === 'choice') {
    return (
      <NativeSelect
        {...shared}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
        data={[
          ...(empty === undefined ? [] : [{ value: '', label: text(empty) }]),
          ...field.options.map(([option, label]) => ({ value: option, label: text(label) })),
        ]}
      />
    );
  }
  if (field.kind === 'some') return <SomeInput {...shared} field={field} value={value} change={change} />;
  return (
    <TextInput
      {...shared}
      {...(field.kind === 'number'
        ? {
            inputMode: 'decimal' as const,
            ...(field.unit === undefined
              ? {}
              : { rightSection: <span className="unit">{text(field.unit)}</span>, rightSectionWidth: 76 }),
          }
        : {})}
      {...(field.kind === 'address' ? { type: 'url', placeholder: 'https://' } : {})}
      value={value}
      maxLength={2000}
      spellCheck={false}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
