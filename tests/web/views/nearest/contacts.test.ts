import { expect, test } from 'vitest';
import { createHttpBackend } from '../../../../web/backend/http-backend.ts';
import { contactsOf } from '../../../../web/views/nearest/contacts.ts';

const facility = (id: string, address: string | null) => ({
  id,
  kind: 'puskesmas',
  name: id,
  owner: 'negeri',
  authority: 'kabupaten',
  region: '99.01.01.2001',
  position: [108, -6],
  accuracy: 'point',
  address,
  phone: null,
  capacity: null,
  nationalCode: null,
  dataset: 'puskesmas',
  sample: false,
});

test('reads every page of the kind and asks for no place', async () => {
  const asked: string[] = [];
  const backend = createHttpBackend({
    fetch: (input) => {
      asked.push(String(input));
      const isFirst = asked.length === 1;
      return Promise.resolve(
        Response.json({
          items: [isFirst ? facility('a', 'Jalan Awan 1') : facility('b', null)],
          next: isFirst ? 'b2' : null,
        }),
      );
    },
  });
  const contacts = await contactsOf('puskesmas', backend, new AbortController().signal);
  expect([...contacts]).toEqual([
    ['a', { address: 'Jalan Awan 1', phone: null }],
    ['b', { address: null, phone: null }],
  ]);
  expect(asked).toEqual([
    '/api/v1/facilities?kind=puskesmas&limit=1000',
    '/api/v1/facilities?kind=puskesmas&limit=1000&cursor=b2',
  ]);
});
