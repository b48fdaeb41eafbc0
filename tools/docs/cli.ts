/** The page of the command line: what each verb says of itself. */
import { helpTextOf, verbsOf } from '../../packages/server/src/doors/cli/help.ts';
import { createProgram } from '../../packages/server/src/doors/cli/index.ts';

const width = 100;
const nobody = () => Promise.reject(new Error('nothing is run here'));

/** The page as Markdown, without its title. */
export function commandLine(): string {
  const program = createProgram({ serve: nobody, withRooms: nobody });
  const verbs = verbsOf(program).map(([name, verb]) => `## ${name}\n\n${text(helpTextOf(verb, width))}`);
  return [text(helpTextOf(program, width)), ...verbs].join('\n\n');
}

const text = (help: string) => `\`\`\`text\n${help.replaceAll(/[ \t]+$/gm, '')}\n\`\`\``;
