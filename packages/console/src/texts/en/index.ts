/** English. */
import { connect } from './connect.ts';
import { customers } from './customers.ts';
import { ledger } from './ledger.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

export const catalogue = { ...shell, ...connect, ...customers, ...ledger, ...settings } as const;
