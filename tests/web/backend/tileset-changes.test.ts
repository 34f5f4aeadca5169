import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followData, textOf } from '../../../web/backend/tileset-changes.ts';

class Source extends EventTarget {
  static all: Source[] = [];
  isOpen = true;
  readonly address: string;
  constructor(address: string) {
    super();
    this.address = address;
    Source.all.push(this);
  }
  close(): void {
    this.isOpen = false;
  }
  tell(type: string, data: string): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}
class Page extends EventTarget {
  hidden = false;
  turn(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let page: Page;
const open = () => Source.all.filter(({ isOpen }) => isOpen);
beforeEach(() => {
  Source.all = [];
  page = new Page();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

test.each([
  ['{"tileset":"regions","version":"a1"}', 'tileset', 'regions'],
  ['{"dataset":"x"}', 'dataset', 'x'],
  ['{"dataset":"x"}', 'tileset', null],
  ['{"tileset":7}', 'tileset', null],
  ['null', 'tileset', null],
  ['not json', 'dataset', null],
] as const)('%s says under %s: %s', (text, name, value) => expect(textOf(text, name)).toBe(value));

test('all listeners of a page share one connection, which ends with the last of them', () => {
  const told: (string | null)[] = [];
  const stops = [
    followData({ onTileset: (tileset) => told.push(`tileset ${tileset}`) }),
    followData({ onDataset: (dataset) => told.push(`dataset ${dataset}`) }),
  ];
  expect(open().map(({ address }) => address)).toEqual(['/events']);
  open()[0]!.dispatchEvent(new Event('open'));
  open()[0]!.tell('tileset_changed', '{"tileset":"facilities","version":"b"}');
  open()[0]!.tell('dataset_changed', '{"dataset":"sd"}');
  expect(told).toEqual(['tileset facilities', 'dataset sd']);
  stops[0]!();
  expect(open()).toHaveLength(1);
  stops[1]!();
  expect(open()).toHaveLength(0);
});

test('a hidden page lets go, and seen again it is told that it may have missed something', () => {
  const told: (string | null)[] = [];
  const stop = followData({ onTileset: (tileset) => told.push(tileset), onDataset: (dataset) => told.push(dataset) });
  open()[0]!.dispatchEvent(new Event('open'));
  expect(told).toEqual([]);
  page.turn(true);
  expect(open()).toHaveLength(0);
  page.turn(false);
  open()[0]!.dispatchEvent(new Event('open'));
  expect(told).toEqual([null, null]);
  // The browser's own reconnection after a lost connection is a gap as well.
  open()[0]!.dispatchEvent(new Event('error'));
  open()[0]!.dispatchEvent(new Event('open'));
  expect(told).toEqual([null, null, null, null]);
  stop();
});
