import { describe, expect, test } from 'vitest';
import { negotiateEncoding } from '../../api/content-encoding.ts';

describe('the encoding of an answer', () => {
  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0.1, identity;q=0.5', 'identity'],
    ['deflate', 'identity'],
    ['x-gzip', 'gzip'],
    ['GZIP ; Q=1', 'gzip'],
    ['br;q=nonsense, gzip;q=0.1', 'gzip'],
    ['identity;q=0, deflate', null],
    ['*;q=0', null],
  ])('%s → %s', (header, encoding) => expect(negotiateEncoding(header)).toBe(encoding));
});
