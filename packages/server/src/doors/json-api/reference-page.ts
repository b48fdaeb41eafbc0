/** `/api/docs`: the reference as a plain page, drawn from the document itself. No script, nothing from elsewhere. */
import type { OpenApiDocument } from './openapi.ts';

type Json = Readonly<Record<string, unknown>>;
type Body = {
  readonly content?: Readonly<Record<string, { readonly schema: { $ref: string }; readonly example?: unknown }>>;
};

/** The page. Every text of it is escaped, whoever wrote it. */
export function drawReference(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const schemas = Object.entries(document.components.schemas);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><p><strong>${text(document.info.title)}</strong> <a href="/api/openapi.json">OpenAPI 3.1 document</a></p></header>
<div class="columns">
<nav aria-label="Operations">
${areasOf(operations).map(drawArea).join('\n')}
</nav>
<main id="main">
<h1>API reference</h1>
<p>${text(document.info.description)}</p>
${operations.map(drawOperation).join('\n')}
<h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => `<section><h3 id="schema-${text(name)}">${text(name)}</h3><p>${code(schema['description'])}</p>${block(`${name} as JSON Schema`, schema)}</section>`).join('\n')}
</main>
</div>
</body>
</html>
`;
}

type Operation = { readonly path: string; readonly method: string; readonly operation: Json };

/** The operations by the tag that the document gives them, in its order. */
function areasOf(operations: readonly Operation[]): [name: string, operations: Operation[]][] {
  const areas = new Map<string, Operation[]>();
  for (const each of operations) {
    const [name = ''] = (each.operation['tags'] ?? []) as readonly string[];
    areas.set(name, [...(areas.get(name) ?? []), each]);
  }
  return [...areas];
}

/** The first area stands open, so that it is seen what the others hold. */
function drawArea([name, operations]: [string, Operation[]], at: number): string {
  const items = operations.map(
    ({ path, method, operation }) =>
      `<li><a href="#${text(operation['operationId'])}"><b>${method.toUpperCase()}</b> ${text(path)}</a></li>`,
  );
  return `<details${at === 0 ? ' open' : ''}><summary>${text(name)}</summary><ul>\n${items.join('\n')}\n</ul></details>`;
}

function drawOperation({ path, method, operation }: Operation): string {
  const { operationId, summary, parameters, requestBody, responses } = operation as {
    readonly operationId: string;
    readonly summary: string;
    readonly parameters: readonly Json[];
    readonly requestBody?: Body;
    readonly responses: Readonly<Record<string, Body & { readonly description: string }>>;
  };
  return `<section>
<h2 id="${text(operationId)}">${text(summary)}</h2>
<p class="address"><b>${method.toUpperCase()}</b> <code>${text(path)}</code></p>
${parameters.length === 0 ? '' : `<dl>${parameters.map(({ name, in: place, description }) => `<dt><code>${text(name)}</code> (${text(place)})</dt><dd>${code(description)}</dd>`).join('')}</dl>`}
${requestBody === undefined ? '' : `<h3>Sent</h3>${drawContent(requestBody, `Example of what is sent: ${summary}`)}`}
<h3>Answered</h3>
${Object.entries(responses)
  .map(
    ([status, response]) =>
      `<h4>${text(status)}</h4>${response.description
        .split('\n\n')
        .map((line) => `<p>${code(line)}</p>`)
        .join('')}${Number(status) < 300 ? drawContent(response, `Example of the answer: ${summary}`) : ''}`,
  )
  .join('\n')}
</section>`;
}

function drawContent({ content = {} }: Body, label: string): string {
  return Object.entries(content)
    .map(([type, { schema, example }]) => {
      const name = schema.$ref.split('/').at(-1) ?? '';
      const link = `<p><a href="#schema-${text(name)}">${text(name)}</a> as <code>${text(type)}</code></p>`;
      return example === undefined ? link : `${link}${block(label, example)}`;
    })
    .join('');
}

/** Wide texts scroll by themselves, with the keyboard too. */
function block(label: string, value: unknown): string {
  return `<pre tabindex="0" role="group" aria-label="${text(label)}">${text(JSON.stringify(value, null, 2))}</pre>`;
}

function code(value: unknown): string {
  return text(value).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function text(value: unknown): string {
  return String(value ?? '').replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

export const referenceStyle = `
:root { color-scheme: light dark; --text: #111d1b; --soft: #44524f; --ground: #f5f8f7; --card: #fff; --line: #d6dfdd; --accent: #0b5c53; }
@media (prefers-color-scheme: dark) { :root { --text: #edf3f2; --soft: #b0bdba; --ground: #07100f; --card: #131c1b; --line: #2c3937; --accent: #7cc3ba; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }
header p { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; }
header { border-block-end: 1px solid var(--line); }
header p, .columns { max-width: 76rem; margin-inline: auto; padding: 1rem 1.25rem; }
.columns { display: grid; gap: 2rem; }
nav ul { list-style: none; margin: 0; padding: 0; font-size: .875rem; }
nav summary { padding: .4rem 0; font-weight: 650; cursor: pointer; }
nav a { display: block; padding: .3rem 0 .3rem 1rem; overflow-wrap: anywhere; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav b { font-size: .75rem; letter-spacing: .02em; color: var(--soft); }
main { min-width: 0; }
h1 { margin-block: .25rem .5rem; font-size: 1.75rem; letter-spacing: -.016em; }
section { border-top: 1px solid var(--line); padding-block: 1.5rem; margin-block-start: 1.5rem; }
h2 { margin: 0 0 .5rem; font-size: 1.25rem; }
h3 { margin: 1rem 0 .5rem; font-size: 1rem; }
h4 { margin: .75rem 0 .25rem; font-size: .9375rem; }
p { margin: .25rem 0; }
a { color: var(--accent); }
dd { margin: 0 0 .5rem 1rem; color: var(--soft); }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; overflow-x: auto; font-size: .8125rem; }
code { overflow-wrap: anywhere; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; background: var(--ground); padding: .5rem; }
@media (min-width: 60rem) { .columns { grid-template-columns: 18rem minmax(0, 1fr); } nav { position: sticky; inset-block-start: 1rem; align-self: start; max-block-size: calc(100vh - 2rem); overflow-y: auto; } }
`;
