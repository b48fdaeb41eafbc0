/**
 * Pages with a form that nobody has filled in yet: they hold nothing of anybody and differ only by the journey they
 * belong to, so each is drawn once and kept with a blank in that place. Nothing with a typed value may come here.
 */
import { LRUCache } from 'lru-cache';
import { isId } from '../../foundation/ids/index.ts';
import type { PageContext, ViewModels, ViewName } from './views/models.ts';

type Draw = <Name extends ViewName>(view: Name, model: ViewModels[Name], context: PageContext) => string;

/** As `Draw`, for the empty form of one journey. */
export type DrawBlank = <Name extends ViewName>(
  flowId: string,
  view: Name,
  model: ViewModels[Name],
  context: PageContext,
) => string;

// Of the form of an id, so that it passes everywhere that one does; none is ever drawn like this.
const blank = `flw_${'0'.repeat(26)}`;
const mostPages = 200;
const longestKey = 4_000; // beyond it somebody plays with the address

/** Remembers blanks of what `draw` draws; bounded. */
export function createBlanks(draw: Draw): DrawBlank {
  const pages = new LRUCache<string, string>({ max: mostPages });
  return (flowId, view, model, context) => {
    const key = JSON.stringify([view, model, { ...context, now: null, texts: null }]).replaceAll(flowId, blank);
    // The name is set in as it is: it must be nothing but a name.
    if (key.length > longestKey || !isId('flow', flowId)) return draw(view, model, context);
    const known = pages.get(key);
    if (known !== undefined) return known.replaceAll(blank, flowId);
    const page = draw(view, model, context);
    pages.set(key, page.replaceAll(flowId, blank));
    return page;
  };
}
