/**
 * The door of the settings. Everything the environment may say is read here, once, at the start, and either all of it
 * makes sense or the start is refused with sentences that say what to do.
 */
export { environment } from './environment.ts';
export { isLoopbackHost } from './loopback.ts';
export { isSingleAddress, readSender, type Sender } from './mail-address.ts';
export { breachedPasswordsFile, readSettings, type Settings } from './read-settings.ts';
export { isSettingsRefusal, type SettingsRefusal, settingsRefusal } from './refusal.ts';
export { type SettingDeclaration, settingsTable } from './settings-table.ts';
export type { SmsRoute, SmsRoutes } from './sms-route.ts';
export { editDistance } from './spelling.ts';
