/** One colour: a few that suit most, or any other. */
import { text } from '../texts/index.ts';

export const suggestedAccents = ['#0b5d57', '#1f4fbf', '#7a2e9e', '#b3261e', '#9a5b00', '#1c1c1e'] as const;

type Props = { readonly label: string; readonly hint: string; readonly value: string; choose(colour: string): void };

export function ColourChoice({ label, hint, value, choose }: Props) {
  const isSuggested = suggestedAccents.some((colour) => colour === value.toLowerCase());
  return (
    <fieldset className="colours">
      <legend>{label}</legend>
      <p className="hint">{hint}</p>
      <div className="colour-row">
        {suggestedAccents.map((colour) => (
          <label key={colour} className="colour" title={colour}>
            <input
              type="radio"
              name="accent"
              value={colour}
              checked={colour === value.toLowerCase()}
              onChange={() => choose(colour)}
              aria-label={colour}
            />
            <svg viewBox="0 0 28 28" aria-hidden="true">
              <circle cx="14" cy="14" r="14" fill={colour} />
            </svg>
          </label>
        ))}
        <label className={isSuggested ? 'other-colour' : 'other-colour chosen'}>
          <input type="color" value={value} onChange={(event) => choose(event.currentTarget.value)} />
          <span>{text('first-run.accent.other')}</span>
        </label>
      </div>
    </fieldset>
  );
}
