/** What text messages cost today and in the last month. To be read only: budgets are settings. */
import type { SmsFigures } from '../../api/sms.ts';
import { Facts, Notice } from '../../parts/page.tsx';
import { currentLanguage, text } from '../../texts/index.ts';

export function Figures({ figures }: { readonly figures: SmsFigures }) {
  const { today, currency } = figures;
  const language = currentLanguage();
  const money = (amount: number) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount);
  const number = (count: number) => new Intl.NumberFormat(language).format(count);
  const of = (value: string, most: string | null) => (most === null ? value : text('methods.sms.of', { value, most }));
  return (
    <div className="sms-figures">
      {!figures.available && <Notice>{text('methods.sms.unavailable')}</Notice>}
      {today.stopped && <Notice tone="bad">{text('methods.sms.stopped')}</Notice>}
      <h3>{text('methods.sms.today')}</h3>
      <Facts
        rows={[
          [text('methods.sms.sent'), of(number(today.sent), number(today.daily_messages))],
          [text('methods.sms.paid'), of(money(today.cost), today.daily_cost === null ? null : money(today.daily_cost))],
          [
            text('methods.sms.month', { count: figures.days }),
            text('methods.sms.entered', { sent: number(figures.sent), entered: number(figures.entered) }),
          ],
          [text('methods.sms.month-paid', { count: figures.days }), money(figures.cost)],
        ]}
      />
    </div>
  );
}
