import { describe, expect, test } from 'vitest';
import { addressRange } from '../../../data/accounts/throttle.ts';
import { deviceOf } from '../../../data/accounts/sessions.ts';

describe('the range of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113'],
    ['::ffff:203.0.113.7', '203.0.113'],
    ['2001:db8:1234:5678:9abc:def0:1:2', '2001:db8:1234:5600'],
    ['2001:db8:1234:56ff::1', '2001:db8:1234:5600'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, range) => expect(addressRange(address)).toBe(range));
});

describe('a device in few words', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
      'Edge, Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox, Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari, iOS',
    ],
    ['curl/8.5', null],
    [undefined, null],
  ])('%s', (agent, words) => expect(deviceOf(agent)).toBe(words));
});
