/** One of a few, each with its words, and a hint where there is more to say: radio buttons under one legend. */
import type { ReactNode } from 'react';

type Option<Value extends string> = { readonly value: Value; readonly label: string; readonly hint?: string };

type Props<Value extends string> = {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly Option<Value>[];
  readonly value: string;
  readonly isFixed?: boolean;
  /** What is said before the options. */
  readonly children?: ReactNode;
  choose(value: Value): void;
};

export function Choice<Value extends string>(props: Props<Value>) {
  const { legend, name, options, value: chosen, isFixed = false, children, choose } = props;
  return (
    <fieldset className="choice" disabled={isFixed}>
      <legend>{legend}</legend>
      {children}
      <div className="choices">
        {options.map(({ value, label, hint }) => (
          <label key={value} className="option">
            <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => choose(value)} />
            <span>
              <strong>{label}</strong>
              {hint !== undefined && <span className="sub">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
