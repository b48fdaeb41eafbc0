/** Was mit der Kundenliste getan wird: jemanden anlegen, vieles auf einmal, die Tabelle mitnehmen, Verdecktes suchen. */
import type { customerWork as english } from '../en/customer-work.ts';

export const customerWork: Readonly<Record<keyof typeof english, string>> = {
  'customers.add': 'Konto anlegen',
  'customers.export': 'Exportieren',

  'customers.masked.words':
    'Namen sind verdeckt und werden deshalb nur mit ganzen Wörtern gefunden: „Bergmann“ trifft, „Berg“ nicht.',
  'customers.masked.offer': 'Mit einem Grund genügt der Anfang, und die Namen sind zu sehen.',
  'customers.masked.give': 'Grund angeben',
  'customers.masked.no-right': 'Ihre Rollen erlauben nicht, persönliche Angaben zu sehen.',
  'customers.seen':
    'Persönliche Angaben sind sichtbar, und bei Namen genügt der Anfang, ab drei Buchstaben. Jede Seite steht im Protokoll.',
  'customers.seen.reason': 'Grund: {{reason}}',
  'customers.seen.hide': 'Wieder verdecken',
  'customers.show': 'Persönliche Angaben zeigen',
  'customers.nobody.masked':
    'Kein Name enthält diese ganzen Wörter. Namen sind verdeckt: Nach ihrem Anfang wird nur mit einem Grund gesucht.',
  'customers.nobody.masked.action': 'Grund angeben und noch einmal suchen',

  'select.count_one': 'Eine Person ausgewählt',
  'select.count_other': '{{count}} ausgewählt',
  'select.everybody': 'Alle auf allen Seiten auswählen',
  'select.everybody.any': 'Alle sind ausgewählt, auf allen Seiten',
  'select.everybody.active': 'Alle aktiven Konten sind ausgewählt, auf allen Seiten',
  'select.everybody.disabled': 'Alle gesperrten Konten sind ausgewählt, auf allen Seiten',
  'select.everybody.closing': 'Alle Konten, die geschlossen werden, sind ausgewählt, auf allen Seiten',
  'select.clear': 'Auswahl aufheben',
  'select.name': 'Was mit der Auswahl geschieht',

  'bulk.disable': 'Sperren',
  'bulk.end_sessions': 'Sitzungen beenden',
  'bulk.close': 'Konten schließen',
  'bulk.disable.title_one': 'Ein Konto sperren?',
  'bulk.disable.title_other': '{{count}} Konten sperren?',
  'bulk.disable.title.everybody': 'Alle ausgewählten Konten sperren?',
  'bulk.disable.text':
    'Die Sitzungen enden sofort, und niemand von ihnen kann sich anmelden, bis Sie jedes Konto einzeln entsperren. Gelöscht wird nichts.',
  'bulk.end_sessions.title_one': 'Die Sitzungen einer Person beenden?',
  'bulk.end_sessions.title_other': 'Die Sitzungen von {{count}} Personen beenden?',
  'bulk.end_sessions.title.everybody': 'Die Sitzungen aller Ausgewählten beenden?',
  'bulk.end_sessions.text':
    'Sie werden überall abgemeldet, in jeder Anwendung. Sie können sich gleich wieder anmelden.',
  'bulk.close.title_one': 'Ein Konto schließen?',
  'bulk.close.title_other': '{{count}} Konten schließen?',
  'bulk.close.title.everybody': 'Alle ausgewählten Konten schließen?',
  'bulk.close.text':
    'Die Sitzungen enden, und jede Person erhält eine Mail. Nach der Bedenkzeit werden die Profile endgültig gelöscht; bis dahin kann jedes Konto behalten werden.',
  'bulk.passed-over': 'Ausgelassen wird, wer hier verwaltet oder bei wem nichts zu tun ist.',
  'bulk.everybody': 'Ich meine alle, auf allen Seiten der Liste',

  'bulk.name': 'Aktionen für viele',
  'bulk.running.disable': 'Konten werden gesperrt',
  'bulk.running.end_sessions': 'Sitzungen werden beendet',
  'bulk.running.close': 'Konten werden geschlossen',
  'bulk.finished.disable': 'Konten wurden gesperrt',
  'bulk.finished.end_sessions': 'Sitzungen wurden beendet',
  'bulk.finished.close': 'Konten werden nach der Bedenkzeit geschlossen',
  'bulk.finished.nothing': 'Es war nichts zu tun',
  'bulk.cancelled.disable': 'Das Sperren wurde angehalten',
  'bulk.cancelled.end_sessions': 'Das Beenden der Sitzungen wurde angehalten',
  'bulk.cancelled.close': 'Das Schließen wurde angehalten',
  'bulk.progress': '{{seen}} von {{total}}',
  'bulk.done_one': 'Ein Konto geändert',
  'bulk.done_other': '{{count}} Konten geändert',
  'bulk.passed_one': 'eines ausgelassen',
  'bulk.passed_other': '{{count}} ausgelassen',
  'bulk.why-passed': 'Ausgelassen wurde, wer hier verwaltet oder bei wem nichts zu tun war.',
  'bulk.stop': 'Anhalten',
  'bulk.stopped': 'Angehalten. Was getan ist, bleibt.',
  'bulk.dismiss': 'Weglegen',

  'export.title': 'Diese Tabelle exportieren',
  'export.lead.masked':
    'Eine CSV-Datei mit den Spalten, wie Sie sie hier sehen, verdeckt, für alle, auf die Filter oder Suche zutreffen.',
  'export.lead.shown':
    'Eine CSV-Datei mit persönlichen Angaben im Klartext, für alle, auf die die Suche zutrifft. Jede Seite, die dafür gelesen wird, steht im Protokoll.',
  'export.refused':
    'Persönliche Angaben sind sichtbar. Um sie als Datei mitzunehmen, brauchen Sie das Recht zum Export; verdecken Sie die Liste wieder, um sie verdeckt zu exportieren.',
  'export.whole': 'Ihren ganzen Bestand, mit allen Angaben und Passwort-Hashes, exportieren Sie auf dem Server:',
  'export.start': 'Exportieren',
  'export.busy_one': 'Eine Zeile bisher',
  'export.busy_other': '{{count}} Zeilen bisher',
  'export.done_one': 'Eine Zeile ist exportiert.',
  'export.done_other': '{{count}} Zeilen sind exportiert.',
  'export.cut': 'Die ersten {{count}} Zeilen sind exportiert; weiter reicht eine Tabelle nicht.',

  'customer.new.title': 'Konto anlegen',
  'customer.new.lead':
    'Sie wählen nie das Passwort anderer: Das tut die Person selbst, hinter einem Link, den nur sie erhält.',
  'customer.new.account': 'Konto',
  'customer.new.email': 'E-Mail-Adresse',
  'customer.new.verified': 'Die Adresse gehört nachweislich der Person',
  'customer.new.verified.hint': 'Sonst weist es der erste Link nach, den sie öffnet.',
  'customer.new.external-id': 'Externe Kennung',
  'customer.new.external-id.hint': 'Wie Ihre anderen Systeme die Person nennen. Sie selbst sieht das nie.',
  'customer.new.locale': 'Sprache',
  'customer.new.locale.hint': 'Für Mails und Seiten.',
  'customer.new.locale.usual': 'Die hier übliche',
  'customer.new.profile': 'Profil',
  'customer.new.profile.lead': 'Was Ihr Profilschema Mitarbeitende schreiben lässt. Alles kann später dazukommen.',
  'customer.new.profile.no-right':
    'Welche Felder es gibt, sieht, wer Einstellungen lesen darf. Nach dem Übrigen wird die Person selbst gefragt.',
  'customer.new.profile.none': 'Das Profilschema lässt Mitarbeitende nichts schreiben.',
  'customer.new.send': 'Wie kommt die Person hinein?',
  'customer.new.send.password_link': 'Einen Link mailen',
  'customer.new.send.password_link.hint': 'Dahinter wählt sie ein Passwort. Die Mail geht sofort hinaus.',
  'customer.new.send.nothing': 'Vorerst nichts schreiben',
  'customer.new.send.nothing.hint':
    'Sie können auf der Seite der Person später eine Wiederherstellung beginnen, oder sie selbst über „Passwort vergessen“.',
  'customer.new.create': 'Konto anlegen',
  'customer.new.created': 'Das Konto ist angelegt.',
  'customer.new.created.mailed': 'Das Konto ist angelegt. Die Mail ist unterwegs.',

  'attribute.name': 'Name',
  'attribute.not-said': 'keine Angabe',
  'attribute.country.hint': 'Zwei Buchstaben, etwa DE oder AT.',
  'attribute.locale.hint': 'Etwa de oder pt-BR.',
  'attribute.phone.hint': 'Mit Land, etwa +49 30 123456.',
  'attribute.sensitive': 'Besonders schützenswert: Schreiben Sie es nur, wenn es sein muss.',
};
