/** `npm run check`: types, lint, walls and dead code, in well under a minute. */
import { runChecks } from './checks.mjs';

const { failed } = await runChecks();
process.exitCode = failed === 0 ? 0 : 1;
