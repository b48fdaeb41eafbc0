/** Deutsch. */
import type { Catalogue } from '../index.ts';
import { connect } from './connect.ts';
import { customers } from './customers.ts';
import { ledger } from './ledger.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

export const catalogue: Catalogue = { ...shell, ...connect, ...customers, ...ledger, ...settings };
