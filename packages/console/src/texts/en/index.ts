/** English. */
import { connect } from './connect.ts';
import { customerWork } from './customer-work.ts';
import { customers } from './customers.ts';
import { health } from './health.ts';
import { ledger } from './ledger.ts';
import { looks } from './looks.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const catalogue = {
  ...shell,
  ...connect,
  ...customers,
  ...customerWork,
  ...words,
  ...health,
  ...looks,
  ...ledger,
  ...settings,
} as const;
