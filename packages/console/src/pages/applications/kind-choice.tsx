/** What kind of application it is: a choice in words, which decides whether it keeps a secret. */
import { type ApplicationKind, applicationKinds } from '../../api/applications.ts';
import { Choice } from '../../parts/choice.tsx';
import { text } from '../../texts/index.ts';

type Props = {
  readonly value: ApplicationKind;
  readonly kinds?: readonly ApplicationKind[];
  choose(kind: ApplicationKind): void;
};

export const KindChoice = ({ value, kinds = applicationKinds, choose }: Props) => (
  <Choice
    legend={text('application.kind')}
    name="kind"
    options={kinds.map((kind) => ({
      value: kind,
      label: text(`applications.kind.${kind}`),
      hint: text(`application.kind.${kind}.hint`),
    }))}
    value={value}
    choose={choose}
  />
);
