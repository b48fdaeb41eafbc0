/** Whether a new customer is written to at once. */
import { Choice } from '../../parts/choice.tsx';
import { text } from '../../texts/index.ts';

const sendings = ['password_link', 'nothing'] as const;
export type Sending = (typeof sendings)[number];

type Props = { readonly value: Sending; choose(sending: Sending): void };

export const SendingChoice = ({ value, choose }: Props) => (
  <Choice
    legend={text('customer.new.send')}
    name="send"
    options={sendings.map((sending) => ({
      value: sending,
      label: text(`customer.new.send.${sending}`),
      hint: text(`customer.new.send.${sending}.hint`),
    }))}
    value={value}
    choose={choose}
  />
);
