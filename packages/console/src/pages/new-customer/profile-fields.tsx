/** The part of the form that the profile schema decides; without the right to read it, that part says so. */
import { errorAt } from '../../api/problem.ts';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import type { useAttributes } from '../customer/attributes.ts';
import { AttributeField } from './attribute-field.tsx';
import { type AttributeDraft, writable } from './draft.ts';

type Props = {
  readonly attributes: ReturnType<typeof useAttributes>;
  readonly draft: AttributeDraft;
  readonly error: unknown;
  change(draft: AttributeDraft): void;
};

export function ProfileFields({ attributes, draft, error, change }: Props) {
  if (!attributes.isReadable) {
    return (
      <Card title={text('customer.new.profile')}>
        <p className="muted">{text('customer.new.profile.no-right')}</p>
      </Card>
    );
  }
  return (
    <Card title={text('customer.new.profile')} lead={text('customer.new.profile.lead')}>
      <Answer of={attributes}>
        {(declared) => {
          const fields = writable(declared);
          if (fields.length === 0) return <p className="muted">{text('customer.new.profile.none')}</p>;
          return (
            <div className="form">
              {fields.map((attribute) => (
                <AttributeField
                  key={attribute.name}
                  attribute={attribute}
                  value={draft[attribute.name] ?? ''}
                  error={errorAt(error, `/attributes/${attribute.name}`)}
                  change={(value) => change({ ...draft, [attribute.name]: value })}
                />
              ))}
            </div>
          );
        }}
      </Answer>
    </Card>
  );
}
