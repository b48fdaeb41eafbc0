/** Whether a new customer is written to at once. */
import { text } from '../../texts/index.ts';

const sendings = ['password_link', 'nothing'] as const;
export type Sending = (typeof sendings)[number];

type Props = { readonly value: Sending; choose(sending: Sending): void };

export function SendingChoice({ value, choose }: Props) {
  return (
    <fieldset className="choice">
      <legend>{text('customer.new.send')}</legend>
      <div className="choices">
        {sendings.map((sending) => (
          <label key={sending} className="option">
            <input
              type="radio"
              name="send"
              value={sending}
              checked={sending === value}
              onChange={() => choose(sending)}
            />
            <span>
              <strong>{text(`customer.new.send.${sending}`)}</strong>
              <span className="sub">{text(`customer.new.send.${sending}.hint`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
