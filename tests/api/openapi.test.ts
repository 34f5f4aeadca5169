import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { DEMAND_PATH, ROADS_PATH } from '#contract';
import { everyEndpoint } from '#staff-contract';
import { docsPage, operationsOf } from '../../api/docs-page.ts';
import { openApiDocument, openApiPath } from '../../api/openapi.ts';

const document = openApiDocument('1.2.3');

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  test('has every path of the contract and of the server, with parameters in braces', () => {
    const paths = Object.keys(document.paths);
    for (const { path } of Object.values(everyEndpoint)) expect(paths).toContain(openApiPath(path));
    for (const path of [
      DEMAND_PATH,
      ROADS_PATH,
      '/tiles/{tileset}.json',
      '/tiles/{tileset}/{version}/{z}/{x}/{y}.mvt',
      '/healthz',
      '/readyz',
      '/metrics',
      '/openapi.json',
      '/events',
    ])
      expect(paths).toContain(path);
    expect(paths.join()).not.toContain(':');
  });

  test('declares every parameter of a path, and gives each operation a name of its own', () => {
    const names = operationsOf(document).map(([, , { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [, path, { parameters }] of operationsOf(document)) {
      const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    }
  });

  test('says which query parameters must be there', () => {
    const near = document.paths['/api/v1/facilities/near']?.get?.parameters ?? [];
    expect(Object.fromEntries(near.map(({ name, required }) => [name, required]))).toEqual({
      lon: true,
      lat: true,
      kind: false,
      limit: false,
    });
  });

  test('becomes a page without scripts', () => {
    const page = docsPage(document);
    for (const [method, path] of operationsOf(document)) expect(page).toContain(`${method} ${path}`);
    expect(page).not.toMatch(/<script|https?:\/\//);
  });
});
