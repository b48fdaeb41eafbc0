/** Writes the built-in filter of common passwords from the lists: `npm run -w packages/server common-passwords`. */
import { writeFileSync } from 'node:fs';
import { commonPasswordsFile } from '../src/rooms/credentials/leaked-passwords/common-passwords.ts';
import { buildCommonPasswords, readCommonPasswords } from './common-passwords.ts';

const passwords = readCommonPasswords();
const file = buildCommonPasswords(passwords);
writeFileSync(commonPasswordsFile, file);
process.stdout.write(`${passwords.size} passwords in ${file.length} bytes\n`);
