import { describe, expect, it } from 'vitest';
import { fieldChanges } from '../../../../web/views/desk/dataset/difference-words.ts';

describe('the changes of a feature', () => {
  it('name the columns of the agency one by one, those that are equal not at all', () => {
    expect(
      fieldChanges([
        { field: 'owner', before: 'negeri', after: null },
        { field: 'attributes', before: '{"key":"1","akreditasi":"A","luas":3}', after: '{"key":"2","akreditasi":"A"}' },
      ]),
    ).toEqual([
      { field: 'owner', before: 'negeri', after: null },
      { field: 'key', before: '1', after: '2' },
      { field: 'luas', before: '3', after: null },
    ]);
  });

  it('begin with nothing where a version had no columns of its own', () => {
    const added = [{ field: 'key', before: null, after: '1' }];
    expect(fieldChanges([{ field: 'attributes', before: '{}', after: '{"key":"1"}' }])).toEqual(added);
    expect(fieldChanges([{ field: 'attributes', before: null, after: '{"key":"1"}' }])).toEqual(added);
  });
});
