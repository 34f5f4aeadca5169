import type { OpenApiDocument } from './openapi.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The OpenAPI document as one page without scripts: every path with its parameters and the shape of its answer. */
export function docsPage(document: OpenApiDocument): string {
  const sections = Object.entries(document.paths).map(([path, { get: operation }]) => {
    const rows = operation.parameters.map(
      ({ name, in: place, required, schema }) =>
        `<tr><td><code>${escaped(name)}</code></td><td>${place}${required ? ' *' : ''}</td><td><code>${escaped(JSON.stringify(schema))}</code></td></tr>`,
    );
    const answer = JSON.stringify(operation.responses['200'], null, 2);
    return `<section id="${escaped(operation.operationId)}"><h2><code>GET ${escaped(path)}</code></h2><p>${escaped(operation.summary)}</p>${
      rows.length > 0 ? `<table>${rows.join('')}</table>` : ''
    }<details><summary>200</summary><pre>${escaped(answer)}</pre></details></section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(document.info.title)} API</title></head>
<body><h1>${escaped(document.info.title)} API ${escaped(document.info.version)}</h1><p><a href="/openapi.json">openapi.json</a></p>
${sections.join('\n')}
</body></html>
`;
}
