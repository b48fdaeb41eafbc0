/** The field of one attribute, as the profile schema declares it. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { HTMLInputTypeAttribute } from 'react';
import type { Attribute } from '../../api/profile-schema.ts';
import { text } from '../../texts/index.ts';
import { attributeLabel, readable, worded } from '../customer/attributes.ts';

type Props = {
  readonly attribute: Attribute;
  readonly value: string | readonly string[];
  readonly error: string | undefined;
  change(value: string | readonly string[]): void;
};

export function AttributeField({ attribute, value, error, change }: Props) {
  const shared = { label: attributeLabel(attribute.name, attribute), description: hintOf(attribute), error };
  if (attribute.type === 'multi_choice') {
    const chosen = typeof value === 'string' ? [] : [...value];
    return (
      <Checkbox.Group {...shared} value={chosen} onChange={change} className="several">
        {attribute.choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} label={worded(choice.label) ?? readable(choice.value)} />
        ))}
      </Checkbox.Group>
    );
  }
  const typed = typeof value === 'string' ? value : '';
  const options = optionsOf(attribute);
  if (options !== undefined) {
    return (
      <NativeSelect
        {...shared}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        data={[{ value: '', label: text('attribute.not-said') }, ...options]}
      />
    );
  }
  if (attribute.type === 'long_text') {
    return (
      <Textarea
        {...shared}
        value={typed}
        rows={3}
        maxLength={attribute.max_length}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type={inputTypes[attribute.type] ?? 'text'}
      {...(attribute.type === 'number' ? { inputMode: 'decimal' as const } : {})}
      {...('min' in attribute && attribute.type === 'date' ? { min: attribute.min, max: attribute.max } : {})}
      maxLength={attribute.type === 'text' ? attribute.max_length : 2000}
      value={typed}
      // The customer's own details are no business of what this browser remembers of staff.
      autoComplete="off"
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

const inputTypes: Partial<Record<Attribute['type'], HTMLInputTypeAttribute>> = {
  date: 'date',
  url: 'url',
  phone: 'tel',
};

function optionsOf(attribute: Attribute): { value: string; label: string }[] | undefined {
  switch (attribute.type) {
    case 'boolean':
      return [
        { value: 'yes', label: text('common.yes') },
        { value: 'no', label: text('common.no') },
      ];
    case 'choice':
      return attribute.choices.map(({ value, label }) => ({ value, label: worded(label) ?? readable(value) }));
    case 'timezone':
      return Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') }));
    default:
      return undefined;
  }
}

function hintOf({ type, help, category }: Attribute): string | undefined {
  const said = worded(help);
  if (said !== undefined) return said;
  if (type === 'country' || type === 'locale' || type === 'phone') return text(`attribute.${type}.hint`);
  return category === 'sensitive' ? text('attribute.sensitive') : undefined;
}
