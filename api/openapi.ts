import { z } from 'zod';
import { DEMAND_PATH, Problem, ROADS_PATH, type Endpoint, type Method } from './contract/index.ts';
import { everyEndpoint } from './contract/staff.ts';

type JsonSchema = Record<string, unknown>;
interface Parameter {
  name: string;
  in: 'query' | 'path';
  required: boolean;
  schema: JsonSchema;
}
interface Operation {
  operationId: string;
  summary: string;
  parameters: Parameter[];
  requestBody?: { required: true; content: Record<string, { schema?: JsonSchema }> };
  responses: Record<string, unknown>;
}
export interface OpenApiDocument {
  openapi: '3.1.1';
  info: { title: string; version: string };
  paths: Record<string, Partial<Record<Lowercase<Method>, Operation>>>;
  components: { schemas: Record<string, JsonSchema>; responses: Record<string, unknown> };
}

/** Paths whose answers are not JSON of the contract: `[operation, path, summary, content type, what it may answer]`. */
const OTHER_PATHS: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  ['demand', DEMAND_PATH, 'Population cells for the analysis worker', 'application/octet-stream', ['200', '304']],
  ['roads', ROADS_PATH, 'Road network for the analysis worker', 'application/octet-stream', ['200', '304']],
  ['tileJson', '/tiles/:tileset.json', 'TileJSON 3.0 of a tileset', 'application/json', ['200']],
  [
    'tile',
    '/tiles/:tileset/:version/:z/:x/:y.mvt',
    'One vector tile; 204 where nothing lies in it, 307 from an old version to the current one',
    'application/vnd.mapbox-vector-tile',
    ['200', '204', '304', '307'],
  ],
  ['events', '/events', 'Server-sent events: dataset_changed, tileset_changed', 'text/event-stream', ['200']],
  ['health', '/healthz', 'Whether the process answers', 'application/json', ['200']],
  ['readiness', '/readyz', 'Whether the data are loaded', 'application/json', ['200']],
  ['metrics', '/metrics', 'Counters in the text format of Prometheus', 'text/plain', ['200']],
  ['openapi', '/openapi.json', 'This document', 'application/json', ['200']],
  ['docs', '/docs', 'This document as a page', 'text/html', ['200']],
];

/** `/regions/:code` as OpenAPI writes it: `/regions/{code}`. */
export function openApiPath(path: string): string {
  return path.replace(/:([a-z]+)/gi, '{$1}');
}

/** The OpenAPI 3.1 document of the contract. */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(everyEndpoint)) {
    const method = endpoint.method.toLowerCase() as Lowercase<Method>;
    (paths[openApiPath(endpoint.path)] ??= {})[method] = operationOf(name, endpoint);
  }
  for (const [operationId, path, summary, contentType, statuses] of OTHER_PATHS) {
    const names = [...path.matchAll(/:([a-z]+)/gi)].map((match) => match[1] ?? '');
    paths[openApiPath(path)] = {
      get: {
        operationId,
        summary,
        parameters: names.map((parameter) => ({
          name: parameter,
          in: 'path',
          required: true,
          schema: { type: ['z', 'x', 'y'].includes(parameter) ? 'integer' : 'string' },
        })),
        responses: {
          ...Object.fromEntries(
            statuses.map((status) => [
              status,
              { description: status, ...(status === '200' ? { content: { [contentType]: {} } } : {}) },
            ]),
          ),
          default: { $ref: '#/components/responses/problem' },
        },
      },
    };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Jangkau', version },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      responses: {
        problem: {
          description: 'RFC 9457 problem details',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(name: string, endpoint: Endpoint): Operation {
  return {
    operationId: name,
    summary: endpoint.summary,
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...bodyOf(endpoint),
    responses: {
      ...(endpoint.response === null && endpoint.contentType === undefined
        ? { '204': { description: endpoint.summary } }
        : {
            '200': {
              description: endpoint.summary,
              content: {
                [endpoint.contentType ?? 'application/json']: endpoint.response
                  ? { schema: schemaOf(endpoint.response, 'output') }
                  : {},
              },
            },
          }),
      default: { $ref: '#/components/responses/problem' },
    },
  };
}

function bodyOf({ body, takesBytes }: Endpoint): Pick<Operation, 'requestBody'> {
  if (takesBytes) return { requestBody: { required: true, content: { 'application/octet-stream': {} } } };
  if (body === null) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } };
}

function parametersOf(schema: z.ZodType, place: 'query' | 'path'): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
