/** The one entry: `main.ts` alone starts the server, `main.ts VERB` is the command line. */
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: most of a start is compiling.
enableCompileCache();
const { runCommandLine } = await import('./doors/cli/index.ts');
await runCommandLine(process.argv.slice(2), {
  // Help needs no server, and a verb no pages: each loads what it works with.
  serve: async (settings, say) => (await import('./serve.ts')).serve(settings, say),
  withRooms: async (settings, work) => (await import('./with-rooms.ts')).withRooms(settings, work),
});
