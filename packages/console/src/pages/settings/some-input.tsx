/** A setting that is all of what there is, none of it, or what is ticked. */
import { Checkbox, Group, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../../texts/index.ts';
import { chosenAs, chosenOf } from './draft.ts';
import type { Field } from './fields.ts';

type Props = {
  readonly field: Field & { readonly kind: 'some' };
  readonly value: string;
  readonly label: string;
  readonly description: ReactNode;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly className: string;
  change(value: string): void;
};

export function SomeInput({ field, value, change, label, disabled, ...shared }: Props) {
  const chosen = chosenOf(value);
  const offered = field.choices.map(([choice]) => choice);
  return (
    <div className="some">
      <NativeSelect
        {...{ ...shared, label, disabled }}
        value={chosen === null ? 'all' : 'some'}
        onChange={({ currentTarget }) => change(currentTarget.value === 'all' ? '' : chosenAs(offered))}
        data={[
          { value: 'all', label: text(field.all) },
          { value: 'some', label: text('settings.some.chosen') },
        ]}
      />
      {chosen !== null && (
        <Checkbox.Group
          aria-label={label}
          value={[...chosen]}
          onChange={(ticked) => change(chosenAs(offered.filter((choice) => ticked.includes(choice))))}
        >
          <Group gap="md">
            {field.choices.map(([choice, name]) => (
              <Checkbox key={choice} value={choice} label={name} disabled={disabled} />
            ))}
          </Group>
          {chosen.length === 0 && <p className="hint">{text('settings.some.none')}</p>}
        </Checkbox.Group>
      )}
    </div>
  );
}
