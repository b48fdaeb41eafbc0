/** What kind of application it is: a choice in words, which decides whether it keeps a secret. */
import { type ApplicationKind, applicationKinds } from '../../api/applications.ts';
import { text } from '../../texts/index.ts';

type Props = {
  readonly value: ApplicationKind;
  readonly kinds?: readonly ApplicationKind[];
  choose(kind: ApplicationKind): void;
};

export function KindChoice({ value, kinds = applicationKinds, choose }: Props) {
  return (
    <fieldset className="choice">
      <legend>{text('application.kind')}</legend>
      <div className="choices">
        {kinds.map((kind) => (
          <label key={kind} className="option">
            <input type="radio" name="kind" value={kind} checked={kind === value} onChange={() => choose(kind)} />
            <span>
              <strong>{text(`applications.kind.${kind}`)}</strong>
              <span className="sub">{text(`application.kind.${kind}.hint`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
