/** What the shop sells. Prices are whole cents. */
import { type Html, markup } from '@cardea/example-shared';

export type Item = {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly cents: number;
  readonly tone: string;
  readonly drawing: Html;
};

const draw = (inner: string): Html =>
  markup(`<svg viewBox="0 0 160 120" aria-hidden="true" focusable="false">${inner}</svg>`);

export const catalogue: readonly Item[] = [
  {
    id: 'stoneware-cup',
    name: 'Stoneware cup',
    text: 'Thrown by hand, glazed in sea grey.',
    cents: 2400,
    tone: 'sea',
    drawing: draw(
      '<ellipse cx="80" cy="104" rx="44" ry="5" opacity=".14"/><path d="M106 52h10a14 14 0 0 1 0 32h-13" fill="none" stroke="#52727a" stroke-width="7"/><path d="M48 38h62l-5 54a11 11 0 0 1-11 10H64a11 11 0 0 1-11-10z" fill="#6f939b"/><path d="M48 38h62l-1.900 21q-14 9-29 2t-29.400 3z" fill="#cfe0e0"/><ellipse cx="79" cy="38" rx="31" ry="7" fill="#e6efee"/><ellipse cx="79" cy="39" rx="25" ry="4.600" fill="#6b4a36"/><path d="M70 26q-4-6 0-11t0-10M86 28q-4-6 0-11t0-10" fill="none" stroke="#fff" stroke-width="2.500" stroke-linecap="round" opacity=".75"/>',
    ),
  },
  {
    id: 'reading-lamp',
    name: 'Reading lamp',
    text: 'Brass arm, linen shade, warm light.',
    cents: 11900,
    tone: 'sun',
    drawing: draw(
      '<path d="M44 64l-22 44h92L92 60z" fill="#ffe9b0" opacity=".34"/><ellipse cx="106" cy="106" rx="34" ry="4" opacity=".14"/><path d="M108 103V58a24 24 0 0 0-24-24h-12" fill="none" stroke="#a67c37" stroke-width="5" stroke-linecap="round"/><rect x="84" y="98" width="48" height="8" rx="4" fill="#8a6428"/><path d="M52 24h34l14 38H38z" fill="#f6ead2"/><path d="M52 24h17l-9 38H38z" fill="#fff7e6"/><ellipse cx="69" cy="62" rx="31" ry="5" fill="#ffd98a"/>',
    ),
  },
  {
    id: 'wool-throw',
    name: 'Wool throw',
    text: 'Woven in one piece, washed twice.',
    cents: 8900,
    tone: 'rose',
    drawing: draw(
      '<ellipse cx="80" cy="104" rx="58" ry="5" opacity=".14"/><rect x="26" y="78" width="108" height="24" rx="10" fill="#a65a4e"/><rect x="26" y="56" width="108" height="26" rx="10" fill="#c4796a"/><rect x="26" y="34" width="108" height="26" rx="10" fill="#dba394"/><path d="M44 34v68M58 34v68M108 34v68" stroke="#f7e3da" stroke-width="3" opacity=".8"/><path d="M30 100v9M38 102v8M46 102v9M54 102v8M62 102v9M98 102v8M106 102v9M114 102v8M122 102v9M130 100v9" stroke="#a65a4e" stroke-width="2.500" stroke-linecap="round"/>',
    ),
  },
  {
    id: 'oak-stool',
    name: 'Oak stool',
    text: 'Three legs, so it never wobbles.',
    cents: 14500,
    tone: 'sand',
    drawing: draw(
      '<ellipse cx="80" cy="108" rx="46" ry="4" opacity=".14"/><path d="M58 50l-14 58M102 50l14 58" stroke="#9a6f43" stroke-width="8" stroke-linecap="round"/><path d="M80 52v56" stroke="#855c35" stroke-width="8" stroke-linecap="round"/><path d="M53 84h54" stroke="#855c35" stroke-width="5"/><ellipse cx="80" cy="46" rx="46" ry="11" fill="#9a6f43"/><ellipse cx="80" cy="41" rx="46" ry="11" fill="#cfa26d"/><path d="M44 41q36-9 72 0M52 45q28-6 56 0" fill="none" stroke="#b58553" stroke-width="1.500"/>',
    ),
  },
  {
    id: 'maidenhair-fern',
    name: 'Maidenhair fern',
    text: 'Likes shade, and being talked to.',
    cents: 1900,
    tone: 'leaf',
    drawing: draw(
      '<ellipse cx="80" cy="108" rx="34" ry="4" opacity=".14"/><g fill="none" stroke="#3e6b43" stroke-width="3" stroke-linecap="round"><path d="M80 72Q78 40 80 14"/><path d="M80 72Q66 44 42 32"/><path d="M80 72Q94 44 118 32"/><path d="M80 72Q58 60 32 64"/><path d="M80 72q22-12 48-8"/></g><g fill="#6fa06b"><circle cx="80" cy="14" r="8"/><circle cx="72" cy="28" r="7"/><circle cx="88" cy="32" r="7"/><circle cx="42" cy="32" r="8"/><circle cx="56" cy="36" r="7"/><circle cx="118" cy="32" r="8"/><circle cx="104" cy="37" r="7"/></g><g fill="#4f8352"><circle cx="74" cy="44" r="7"/><circle cx="32" cy="64" r="8"/><circle cx="46" cy="58" r="7"/><circle cx="128" cy="64" r="8"/><circle cx="114" cy="58" r="7"/><circle cx="62" cy="52" r="7"/><circle cx="97" cy="52" r="7"/></g><path d="M56 70h48l-6 34a5 5 0 0 1-5 4H67a5 5 0 0 1-5-4z" fill="#c9764c"/><rect x="52" y="66" width="56" height="12" rx="4" fill="#de8e62"/>',
    ),
  },
  {
    id: 'beeswax-candles',
    name: 'Beeswax candles',
    text: 'A pair. Eleven quiet hours each.',
    cents: 1600,
    tone: 'dusk',
    drawing: draw(
      '<circle cx="62" cy="26" r="22" fill="#ffe3a6" opacity=".35"/><circle cx="98" cy="40" r="20" fill="#ffe3a6" opacity=".35"/><ellipse cx="80" cy="107" rx="46" ry="5" opacity=".14"/><rect x="53" y="40" width="18" height="62" rx="4" fill="#e9b44c"/><rect x="53" y="40" width="7" height="62" rx="3" fill="#f4cd7c"/><rect x="89" y="54" width="18" height="48" rx="4" fill="#dfa53b"/><rect x="89" y="54" width="7" height="48" rx="3" fill="#f0c36a"/><path d="M62 40v-6M98 54v-6" stroke="#5a4632" stroke-width="2"/><path d="M62 14q9 11 0 20q-9-9 0-20zM98 28q9 11 0 20q-9-9 0-20z" fill="#ff9f3e"/><path d="M62 22q4 6 0 11q-4-5 0-11zM98 36q4 6 0 11q-4-5 0-11z" fill="#fff1c9"/><rect x="40" y="100" width="80" height="8" rx="4" fill="#8b6b8f"/>',
    ),
  },
];

export const itemById = (id: string): Item | undefined => catalogue.find((item) => item.id === id);

const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

export const priceOf = (cents: number): string => euros.format(cents / 100);
