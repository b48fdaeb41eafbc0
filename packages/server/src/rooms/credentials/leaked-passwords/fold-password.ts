/** The form in which common passwords are compared: capitals make none uncommon. */
export const foldPassword = (text: string): string => text.normalize('NFC').toLowerCase();
