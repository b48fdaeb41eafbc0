/** Whether the provider's word about an address is taken: in plain words, since an account may hang on it. */
import type { Preset } from '../../api/connections.ts';
import { Choice } from '../../parts/choice.tsx';
import { Notice } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import { kindOf } from './presets.ts';

type Props = {
  readonly preset: Preset;
  readonly name: string;
  readonly value: string;
  readonly isFixed: boolean;
  choose(value: string): void;
};

export function EmailAuthority({ preset, name, value, isFixed, choose }: Props) {
  const isBold = value === 'true' && !kindOf(preset).isTrusted;
  return (
    <div className="stack">
      <Choice
        legend={text('connection.email')}
        name="email"
        options={[
          { value: 'false', label: text('connection.email.code'), hint: text('connection.email.code.hint', { name }) },
          {
            value: 'true',
            label: text('connection.email.trusted'),
            hint: text('connection.email.trusted.hint', { name }),
          },
        ]}
        value={value}
        isFixed={isFixed}
        choose={choose}
      >
        <p className="hint">{text(`connection.email.about.${preset}`)}</p>
      </Choice>
      {isBold && <Notice>{text('connection.email.bold', { name })}</Notice>}
    </div>
  );
}
