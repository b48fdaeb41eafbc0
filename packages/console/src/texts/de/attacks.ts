/** Dass es einen Angriff gibt, in einer Zeile. */
import type { attacks as english } from '../en/attacks.ts';

export const attacks: Readonly<Record<keyof typeof english, string>> = {
  'protection.attack': 'Angriffsmodus seit {{time}}',
  'protection.attack.no-attempts': 'Seitdem wurde kein Versuch gezählt.',
  'protection.attack.attempts_one': 'Ein Versuch, {{share}} kamen nicht hinein.',
  'protection.attack.attempts_other': '{{number}} Versuche; {{share}} davon kamen nicht hinein.',
  'protection.attack.attempts-at_one': 'Ein Versuch, {{share}} kamen nicht hinein.',
  'protection.attack.attempts-at_other':
    '{{number}} Versuche bei mindestens {{accounts}} Konten; {{share}} davon kamen nicht hinein.',
  'protection.overview.open_one': 'Ein Angriff fiel auf und wurde beantwortet. Zu tun ist nichts.',
  'protection.overview.open_other': '{{number}} Angriffe fielen auf und wurden beantwortet. Zu tun ist nichts.',
  'protection.overview.more': 'Zum Schutz',
};
