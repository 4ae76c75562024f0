interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, object>>;
  readonly components?: { readonly schemas?: object };
}

const style = `
:root{color-scheme:light dark}
body{font:15px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1,h2{font-weight:600}h2{margin-top:2.5rem}
details{border:1px solid color-mix(in srgb,currentColor 18%,transparent);border-radius:8px;margin:.5rem 0;padding:.5rem .8rem}
summary{cursor:pointer}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{overflow:auto;background:color-mix(in srgb,currentColor 6%,transparent);padding:.7rem;border-radius:6px}
b{display:inline-block;min-width:4.2rem}`;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

function block(title: string, value: unknown): string {
  return value === undefined ? '' : `<p>${title}</p><pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(operation.summary ?? '')}</summary>
${block('Parameters', operation.parameters)}${block('Body', operation.requestBody)}${block('Answers', operation.responses)}</details>`;
}

/** The OpenAPI document as a page that needs no script and no network. */
export function renderDocumentation(document: Document): string {
  const areas = new Map<string, string[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item) as [string, Operation][]) {
      const area = operation.tags?.[0] ?? 'other';
      areas.set(area, [...(areas.get(area) ?? []), renderOperation(method, path, operation)]);
    }
  }
  const body = [...areas].map(([area, operations]) => `<h2>${escape(area)}</h2>${operations.join('\n')}`).join('\n');
  const schemas = Object.entries(document.components?.schemas ?? {})
    .map(([name, schema]) => `<details><summary><code>${escape(name)}</code></summary>${block('', schema)}</details>`)
    .join('\n');
  const { title, version, description } = document.info;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head>
<body><h1>${escape(title)} ${escape(version)}</h1><p>${escape(description ?? '')} The same as data: <a href="/openapi.json">/openapi.json</a>.</p>
${body}<h2>Schemas</h2>${schemas}</body></html>`;
}
