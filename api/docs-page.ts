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

type Operation = NonNullable<OpenApiDocument['paths'][string]['get']>;

/** Every operation with its method in capitals and its path. */
export function operationsOf({ paths }: OpenApiDocument): [method: string, path: string, operation: Operation][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      method.toUpperCase(),
      path,
      operation,
    ]),
  );
}

/** The OpenAPI document as one page without scripts: every path with its parameters and the shape of its answer. */
export function docsPage(document: OpenApiDocument): string {
  const sections = operationsOf(document).map(([method, path, operation]) => {
    const rows = operation.parameters.map(
      ({ name, in: place, required, schema }) =>
        `<tr><td><code>${escaped(name)}</code></td><td>${place}${required ? ' *' : ''}</td><td><code>${escaped(JSON.stringify(schema))}</code></td></tr>`,
    );
    const body = operation.requestBody
      ? `<details><summary>body</summary><pre>${escaped(JSON.stringify(operation.requestBody, null, 2))}</pre></details>`
      : '';
    const [status, answer] = Object.entries(operation.responses)[0]!;
    return `<section id="${escaped(operation.operationId)}"><h2><code>${method} ${escaped(path)}</code></h2><p>${escaped(operation.summary)}</p>${
      rows.length > 0 ? `<table>${rows.join('')}</table>` : ''
    }${body}<details><summary>${status}</summary><pre>${escaped(JSON.stringify(answer, null, 2))}</pre></details></section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(document.info.title)} API</title></head>
<body><h1>${escaped(document.info.title)} API ${escaped(document.info.version)}</h1><p><a href="/openapi.json">openapi.json</a></p>
${sections.join('\n')}
</body></html>
`;
}
