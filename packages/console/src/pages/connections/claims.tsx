/** Which attributes of the profile schema a new account is filled from, and by which claim of the provider. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../texts/index.ts';
import { attributeLabel, useAttributes } from '../customer/attributes.ts';
import type { Claim } from './draft.ts';

type Props = {
  readonly claims: readonly Claim[];
  readonly error: string | undefined;
  readonly isFixed: boolean;
  change(claims: readonly Claim[]): void;
};

export function Claims({ claims, error, isFixed, change }: Props) {
  const { data: attributes = [] } = useAttributes();
  const taken = new Set(claims.map(({ attribute }) => attribute));
  const known = attributes.map((attribute) => ({
    value: attribute.name,
    label: attributeLabel(attribute.name, attribute),
  }));
  const free = known.filter(({ value }) => !taken.has(value));
  const put = (key: number, part: Partial<Claim>) =>
    change(claims.map((claim) => (claim.key === key ? { ...claim, ...part } : claim)));
  return (
    <fieldset className="choice claims" disabled={isFixed}>
      <legend>{text('connection.claims')}</legend>
      <p className="hint">{text('connection.claims.hint')}</p>
      {claims.map(({ key, attribute, claim }) => (
        <div key={key} className="claim">
          <NativeSelect
            label={text('connection.claims.attribute')}
            value={attribute}
            onChange={(event) => put(key, { attribute: event.currentTarget.value })}
            data={[...withKept(known, attribute), ...free].filter(
              (option, at, all) => all.findIndex(({ value }) => value === option.value) === at,
            )}
          />
          <TextInput
            label={text('connection.claims.claim')}
            value={claim}
            onChange={(event) => put(key, { claim: event.currentTarget.value })}
            placeholder="family_name"
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={text('connection.claims.remove', { name: attribute })}
            onClick={() => change(claims.filter((other) => other.key !== key))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {error !== undefined && <p className="field-error">{error}</p>}
      {free[0] !== undefined && !isFixed && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() =>
            change([
              ...claims,
              { key: Math.max(-1, ...claims.map(({ key }) => key)) + 1, attribute: free[0]?.value ?? '', claim: '' },
            ])
          }
        >
          {text('connection.claims.add')}
        </Button>
      )}
    </fieldset>
  );
}

type Option = { readonly value: string; readonly label: string };

/** What is chosen stays to be seen, also where the schema cannot be read or knows it no more. */
const withKept = (known: readonly Option[], attribute: string): readonly Option[] => [
  known.find(({ value }) => value === attribute) ?? { value: attribute, label: attributeLabel(attribute) },
];
