/** Das Protokoll. */
import type { ledger as english } from '../en/ledger.ts';

export const ledger: Readonly<Record<keyof typeof english, string>> = {
  'ledger.title': 'Protokoll',
  'ledger.lead':
    'Jede Änderung und jeder Blick auf persönliche Angaben. Niemand kann einen Eintrag ändern oder entfernen.',
  'ledger.table': 'Einträge des Protokolls',
  'ledger.filters': 'Protokoll eingrenzen',
  'ledger.filter.event': 'Was',
  'ledger.filter.event.any': 'Alles',
  'ledger.filter.customer': 'Kundenkennung',
  'ledger.column.what': 'Was',
  'ledger.column.when': 'Wann',
  'ledger.column.who': 'Durch',
  'ledger.column.customer': 'Kunde',
  'ledger.column.data': 'Einzelheiten',
  'ledger.actor.customer': 'Kunde',
  'ledger.actor.administrator': 'Verwaltung',
  'ledger.actor.application': 'Anwendung',
  'ledger.actor.system': 'Cardea selbst',
  'ledger.empty.title': 'Dergleichen ist nicht geschehen',
  'ledger.empty.text': 'Suchen Sie weiter gefasst oder schauen Sie später wieder.',
};
