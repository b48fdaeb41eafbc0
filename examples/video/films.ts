/** What the video service shows: small scenes, drawn with a few shapes. */
import { type Html, markup } from '@cardea/example-shared';

export type Film = {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly minutes: number;
  readonly text: string;
  readonly scene: Html;
};

/** A wide picture; `sky` is its gradient from top to bottom. */
function scene(id: string, sky: readonly [string, string, string], inner: string): Html {
  const [top, middle, bottom] = sky;
  return markup(
    `<svg viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><defs><linearGradient id="sky-${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset=".6" stop-color="${middle}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="320" height="180" fill="url(#sky-${id})"/>${inner}</svg>`,
  );
}

export const films: readonly Film[] = [
  {
    id: 'the-keeper',
    title: 'The Keeper',
    year: 2025,
    minutes: 104,
    text: 'A lighthouse, a storm, and a letter that came forty years late.',
    scene: scene(
      'keeper',
      ['#101a3a', '#2d3f78', '#e39a6b'],
      '<path d="M206 62L0 20v54zM206 62l114-34v52z" fill="#ffe9b0" opacity=".28"/><circle cx="206" cy="62" r="9" fill="#fff3cf"/><path d="M196 150l4-76h12l4 76z" fill="#e9e4dc"/><path d="M199.500 92h13l.800 16h-14.600zM198 124h16l.800 14h-17.600z" fill="#c24b3c"/><path d="M196 74h20v-6h-20zM200 54l6-8 6 8v14h-12z" fill="#2a2438"/><path d="M150 180q20-40 60-32t70 32z" fill="#181a2e"/><path d="M0 156q40-10 80 0t80 0 80 0 80 0v24H0z" fill="#23305c" opacity=".85"/><path d="M0 166q40-8 80 0t80 0 80 0 80 0v14H0z" fill="#141b38"/>',
    ),
  },
  {
    id: 'night-train-north',
    title: 'Night Train North',
    year: 2024,
    minutes: 97,
    text: 'Seven strangers, one compartment, and no one who bought the ticket.',
    scene: scene(
      'train',
      ['#0b1424', '#163049', '#3f6f74'],
      '<circle cx="250" cy="42" r="17" fill="#f4efdc"/><circle cx="257" cy="38" r="15" fill="#132a40"/><path d="M0 120l52-58 40 42 46-66 60 76 44-42 78 62v46H0z" fill="#0f2233"/><path d="M0 142l40-22 60 18 70-24 70 28 80-20v58H0z" fill="#0a1826"/><rect x="18" y="134" width="204" height="24" rx="5" fill="#c4513f"/><path d="M222 134h26q22 6 28 24h-54z" fill="#a83e2f"/><g fill="#ffd98f"><rect x="30" y="139" width="20" height="9" rx="2"/><rect x="60" y="139" width="20" height="9" rx="2"/><rect x="90" y="139" width="20" height="9" rx="2"/><rect x="120" y="139" width="20" height="9" rx="2"/><rect x="150" y="139" width="20" height="9" rx="2"/><rect x="180" y="139" width="20" height="9" rx="2"/></g><path d="M0 160h320" stroke="#5c7580" stroke-width="2"/>',
    ),
  },
  {
    id: 'salt',
    title: 'Salt',
    year: 2026,
    minutes: 88,
    text: 'Two sisters cross a desert to return what their mother took.',
    scene: scene(
      'salt',
      ['#f7b267', '#f4845f', '#b8405e'],
      '<circle cx="160" cy="92" r="38" fill="#fff1d6"/><path d="M0 118q70-34 150-8t170-16v86H0z" fill="#c9583f"/><path d="M0 138q90-30 180-2t140-12v56H0z" fill="#96343f"/><path d="M0 160q80-16 170-2t150-6v28H0z" fill="#5f1f35"/><path d="M148 128l3-15 3 15zM164 130l3-15 3 15z" fill="#3a1226"/><circle cx="151" cy="111" r="2.600" fill="#3a1226"/><circle cx="167" cy="113" r="2.600" fill="#3a1226"/>',
    ),
  },
  {
    id: 'upstairs-downtown',
    title: 'Upstairs, Downtown',
    year: 2023,
    minutes: 112,
    text: 'Everyone in the house knows what happened on the fourth floor.',
    scene: scene(
      'city',
      ['#2b1a4d', '#6b2f78', '#e8788a'],
      '<g fill="#3d1f5e"><rect x="0" y="70" width="46" height="110"/><rect x="60" y="46" width="40" height="134"/><rect x="116" y="84" width="52" height="96"/><rect x="184" y="56" width="38" height="124"/><rect x="236" y="78" width="84" height="102"/></g><g fill="#241139"><rect x="26" y="98" width="52" height="82"/><rect x="90" y="112" width="44" height="68"/><rect x="150" y="96" width="56" height="84"/><rect x="214" y="118" width="40" height="62"/><rect x="266" y="104" width="40" height="76"/></g><g fill="#ffd58a"><rect x="34" y="108" width="8" height="9"/><rect x="50" y="126" width="8" height="9"/><rect x="98" y="122" width="8" height="9"/><rect x="160" y="106" width="8" height="9"/><rect x="176" y="106" width="8" height="9"/><rect x="160" y="126" width="8" height="9"/><rect x="224" y="130" width="8" height="9"/><rect x="276" y="114" width="8" height="9"/><rect x="288" y="134" width="8" height="9"/><rect x="70" y="60" width="6" height="7"/><rect x="192" y="68" width="6" height="7"/></g>',
    ),
  },
  {
    id: 'the-beekeepers',
    title: 'The Beekeepers',
    year: 2025,
    minutes: 76,
    text: 'A documentary about patience. Some of it stings.',
    scene: scene(
      'bees',
      ['#ffe7a3', '#f7c548', '#d98e21'],
      '<g fill="none" stroke="#b96f12" stroke-width="3" opacity=".55"><path d="M40 20l24 14v28L40 76 16 62V34zM88 20l24 14v28L88 76 64 62V34zM136 20l24 14v28l-24 14-24-14V34zM64 62l24 14v28l-24 14-24-14V76zM112 62l24 14v28l-24 14-24-14V76zM40 104l24 14v28l-24 14-24-14v-28zM88 104l24 14v28l-24 14-24-14v-28z"/></g><g><ellipse cx="226" cy="74" rx="26" ry="15" fill="#fff" opacity=".7" transform="rotate(-24 226 74)"/><ellipse cx="256" cy="70" rx="26" ry="15" fill="#fff" opacity=".6" transform="rotate(20 256 70)"/><ellipse cx="236" cy="102" rx="42" ry="26" fill="#2b1d0e"/><path d="M214 80q-6 22 0 44M236 76v52M258 80q6 22 0 44" stroke="#f7c548" stroke-width="9" fill="none"/><circle cx="282" cy="98" r="14" fill="#2b1d0e"/><circle cx="287" cy="95" r="3" fill="#fff"/></g>',
    ),
  },
  {
    id: 'low-tide',
    title: 'Low Tide',
    year: 2022,
    minutes: 93,
    text: 'What the sea took in one night, it gives back in one morning.',
    scene: scene(
      'tide',
      ['#bfe3e8', '#7cc0c4', '#2f7f8c'],
      '<circle cx="76" cy="58" r="22" fill="#fff6dd"/><path d="M0 104h320v76H0z" fill="#2b7482"/><path d="M0 118q40-9 80 0t80 0 80 0 80 0" fill="none" stroke="#8fd0d3" stroke-width="3"/><path d="M0 134q40-9 80 0t80 0 80 0 80 0" fill="none" stroke="#6cb8be" stroke-width="3"/><path d="M0 152q90-22 180 0t140-4v32H0z" fill="#e6cf9f"/><path d="M188 104l44 0 -8 14h-30z" fill="#7a4028"/><path d="M210 102V52l26 42zM206 102V62l-16 34z" fill="#fdf6e6"/>',
    ),
  },
];

export const filmById = (id: string): Film | undefined => films.find((film) => film.id === id);
