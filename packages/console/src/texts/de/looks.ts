/** Bilder, und das Branding einer Anwendung. */
import type { looks as english } from '../en/looks.ts';

export const looks: Readonly<Record<keyof typeof english, string>> = {
  'application.branding': 'Branding',
  'application.branding.lead': 'Wie Seiten auf dem Weg zu dieser Anwendung aussehen.',
  'application.branding.change': 'Branding ändern',
  'branding.of': 'Branding von {{name}}',
  'branding.of.lead':
    'Was auf dem Weg zu dieser Anwendung anders aussieht. Alles andere gilt wie für das ganze Unternehmen.',
  'branding.as-business': 'Wie für das ganze Unternehmen',
  'branding.logo': 'Logo',
  'branding.logo.hint': 'PNG, JPEG oder WebP, höchstens 256 kB. Gibt es nur eines, steht es auf beiden Untergründen.',
  'branding.logo.light': 'Auf hellem Grund',
  'branding.logo.dark': 'Auf dunklem Grund',
  'branding.favicon': 'Symbol im Tab',
  'branding.favicon.hint': 'Quadratisch, wie Browser es neben dem Titel zeigen.',
  'branding.picture.none': 'Noch keines',
  'branding.picture.choose': 'Bild wählen',
  'branding.picture.another': 'Anderes Bild',
  'branding.picture.remove': 'Entfernen',
  'branding.picture.type':
    'Diese Datei ist kein PNG, JPEG oder WebP. SVG nehmen wir nicht an, denn darin können Skripte stecken.',
  'branding.picture.size': 'Dieses Bild hat {{kilobytes}} kB. Höchstens 256 kB sind möglich.',
  'branding.pictures': 'Hochgeladene Bilder',
  'branding.pictures.lead': 'Was Seiten oder Mails zeigen, lässt sich nicht entfernen.',
  'branding.pictures.remove': 'Entfernen',
  'branding.pictures.remove.title': 'Dieses Bild entfernen?',
  'branding.pictures.remove.text':
    'Es ist dann endgültig fort. Mails, die es schon zeigen, haben dort eine leere Stelle.',
  'branding.pictures.removed': 'Das Bild wurde entfernt.',
};
