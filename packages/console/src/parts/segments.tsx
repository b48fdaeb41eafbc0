/** One of a few that stand side by side: radio buttons whose legend is only heard. */
type Props<Value extends string> = {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  choose(value: Value): void;
};

export const Segments = <Value extends string>({ legend, name, options, value: chosen, choose }: Props<Value>) => (
  <fieldset>
    <legend className="hidden">{legend}</legend>
    <div className="segments">
      {options.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name={name} value={value} checked={chosen === value} onChange={() => choose(value)} />
          {label}
        </label>
      ))}
    </div>
  </fieldset>
);
