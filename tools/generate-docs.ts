/** Writes the pages of the manual that come from the code: `node tools/generate-docs.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { documents } from './docs/documents.ts';

for (const [name, text] of Object.entries(documents())) writeFileSync(path.join('docs', name), text);
