import { afterEach, expect, test, vi } from 'vitest';
import { followTilesets, tilesetOf } from '../../../web/backend/tileset-changes.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['{"tileset":"regions","version":"a1"}', 'regions'],
  ['{"dataset":"x"}', null],
  ['null', null],
  ['not json', null],
])('%s names %s', (text, tileset) => expect(tilesetOf(text)).toBe(tileset));

test('only changes of tilesets are told, until one stops', () => {
  class Source extends EventTarget {
    static last: Source;
    isOpen = true;
    readonly address: string;
    constructor(address: string) {
      super();
      this.address = address;
      Source.last = this;
    }
    close(): void {
      this.isOpen = false;
    }
  }
  vi.stubGlobal('EventSource', Source);
  const told: string[] = [];
  const stop = followTilesets((tileset) => told.push(tileset));
  expect(Source.last.address).toBe('/events');
  Source.last.dispatchEvent(new MessageEvent('tileset_changed', { data: '{"tileset":"facilities","version":"b"}' }));
  Source.last.dispatchEvent(new MessageEvent('dataset_changed', { data: '{"dataset":"sd"}' }));
  expect(told).toEqual(['facilities']);
  stop();
  expect(Source.last.isOpen).toBe(false);
});
