/** The one entry: `main.ts` alone starts the server, `main.ts VERB` is the command line. */
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: most of a start is compiling.
enableCompileCache();
const { runCommandLine } = await import('./doors/cli/index.ts');
const { serve } = await import('./serve.ts');
const { withRooms } = await import('./with-rooms.ts');
await runCommandLine(process.argv.slice(2), { serve, withRooms });
