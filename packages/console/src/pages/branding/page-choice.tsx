/** Which of the real pages is looked at. */
import { text } from '../../texts/index.ts';

/** Mails are those of the whole business, whatever application they are about. */
export const pagesOfApplication = ['sign-in', 'sign-up', 'verify'] as const;
export const pagesOfBusiness = ['sign-in', 'sign-up', 'verify', 'mail'] as const;
export type ShownPage = (typeof pagesOfBusiness)[number];

type Props = { readonly pages: readonly ShownPage[]; readonly page: ShownPage; choose(page: ShownPage): void };

export function PageChoice({ pages, page, choose }: Props) {
  return (
    <fieldset>
      <legend className="hidden">{text('branding.page')}</legend>
      <div className="segments">
        {pages.map((value) => (
          <label key={value}>
            <input type="radio" name="page" value={value} checked={page === value} onChange={() => choose(value)} />
            {text(`branding.page.${value}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
