/** Whether the provider's word about an address is taken: in plain words, since an account may hang on it. */
import type { Preset } from '../../api/connections.ts';
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
      <fieldset className="choice" disabled={isFixed}>
        <legend>{text('connection.email')}</legend>
        <p className="hint">{text(`connection.email.about.${preset}`)}</p>
        <div className="choices">
          {(['false', 'true'] as const).map((option) => (
            <label key={option} className="option">
              <input
                type="radio"
                name="email"
                value={option}
                checked={option === value}
                onChange={() => choose(option)}
              />
              <span>
                <strong>{text(`connection.email.${option === 'true' ? 'trusted' : 'code'}`)}</strong>
                <span className="sub">
                  {text(`connection.email.${option === 'true' ? 'trusted' : 'code'}.hint`, { name })}
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {isBold && <Notice>{text('connection.email.bold', { name })}</Notice>}
    </div>
  );
}
