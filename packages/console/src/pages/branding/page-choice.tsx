/** Which of the real pages is looked at. */
import { Segments } from '../../parts/segments.tsx';
import { text } from '../../texts/index.ts';

/** Mails are those of the whole business, whatever application they are about. */
export const pagesOfApplication = ['sign-in', 'sign-up', 'verify'] as const;
export const pagesOfBusiness = ['sign-in', 'sign-up', 'verify', 'mail'] as const;
export type ShownPage = (typeof pagesOfBusiness)[number];

type Props = { readonly pages: readonly ShownPage[]; readonly page: ShownPage; choose(page: ShownPage): void };

export const PageChoice = ({ pages, page, choose }: Props) => (
  <Segments
    legend={text('branding.page')}
    name="page"
    options={pages.map((value) => ({ value, label: text(`branding.page.${value}`) }))}
    value={page}
    choose={choose}
  />
);
