/** What is typed in the place of a text, and what the server would say to it: the preview judges it as saving would. */
import { useState } from 'react';
import type { PreviewWish } from '../../api/branding.ts';
import { errorAt } from '../../api/problem.ts';
import type { Text } from '../../api/texts.ts';
import { usePreview } from '../../parts/preview.tsx';
import { drawnFor } from './areas.ts';

export type Draft = {
  readonly typed: string;
  /** What would be said: what was typed, or ours where nothing is. */
  readonly shown: string;
  readonly isChanged: boolean;
  readonly wish: PreviewWish;
  /** Why it would not be taken. */
  readonly finding: string | undefined;
  type(typed: string): void;
};

export const pointerTo = (id: string): string => `/texts/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export function useDraft({ id, text, default: ours }: Text, locale: string): Draft {
  const saved = text ?? '';
  const [typed, type] = useState(saved);
  const words = typed.trim();
  const isChanged = words !== saved;
  const wish: PreviewWish = {
    ...(drawnFor(id) ?? { page: 'sign-in' }),
    locale,
    // Nothing typed is nothing worded: then ours is what would be said.
    ...(isChanged ? { texts: { [id]: words === '' ? null : words } } : {}),
  };
  const finding = errorAt(usePreview(wish).error, pointerTo(id));
  return { typed, shown: words === '' ? ours : words, isChanged, wish, finding, type };
}
