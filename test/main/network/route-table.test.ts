import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIpv4Routes, parseIpv6Routes } from '../../../main/network/route-table.ts';

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const zeros = '0'.repeat(32);

const v4 = (destination: string, flags: string, mask: string, name = 'eth0'): string =>
  `${name}\t${destination}\t00000000\t${flags}\t0\t0\t100\t${mask}\t0\t0\t0`;
const v6 = (destination: string, length: string, flags: string, name = 'eth0'): string =>
  `${destination} ${length} ${zeros} 00 ${zeros} 00000400 00000001 00000000 ${flags} ${name}`;

/** As the kernel writes an address of IPv4: host byte order, large letters. */
const hex = (bytes: readonly number[]) =>
  bytes
    .toReversed()
    .map((one) => one.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();

describe('routes of IPv4', () => {
  test('are none in a namespace that never had one, and none below the names', () => {
    expect(parseIpv4Routes('')).toEqual([]);
    expect(parseIpv4Routes(head)).toEqual([]);
    expect(parseIpv4Routes(`${head}\n`)).toEqual([]);
  });

  test.each([
    ['a whole one', '0003', true],
    ['a cable', '0001', true],
    ['one that is down', '0002', false],
    ['one that refuses', '0201', false],
    ['one that is up and refuses', '0203', false],
  ])('lead somewhere or not: %s', (_, flags, leads) => {
    const routes = parseIpv4Routes(`${head}\n${v4('00000000', flags, '00000000')}`);
    expect(routes).toHaveLength(leads ? 1 : 0);
  });

  test.each([
    ['another head', `Iface Destination Flags\n${v4('00000000', '0003', '00000000')}`],
    ['no head', v4('00000000', '0003', '00000000')],
    ['an address too short', `${head}\n${v4('0000000', '0003', '00000000')}`],
    ['an address in small letters', `${head}\n${v4('0002a8c0', '0003', '00000000')}`],
    ['flags of another length', `${head}\n${v4('00000000', '03', '00000000')}`],
    ['a mask that is none', `${head}\n${v4('00000000', '0003', '0000000G')}`],
    ['a line that is cut off', `${head}\n${v4('00000000', '0003', '00000000').slice(0, 40)}`],
    ['an empty line in between', `${head}\n\n${v4('00000000', '0003', '00000000')}`],
    ['a name with a space', `${head}\n${v4('00000000', '0003', '00000000', 'eth 0')}`],
  ])('are not guessed at: %s', (_, text) => {
    expect(parseIpv4Routes(text)).toBeNull();
  });

  test('have the address and length that were put there', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), fc.nat(32), (address, bits) => {
        const mask = Array.from({ length: 4 }, (_, index) => {
          const own = Math.min(8, Math.max(0, bits - 8 * index));
          return 256 - 2 ** (8 - own);
        });
        const routes = parseIpv4Routes(`${head}\n${v4(hex(address), '0003', hex(mask))}`);
        expect(routes).toEqual([
          { destination: `${address.join('.')}/${bits}`, interface: 'eth0' },
        ]);
      }),
    );
  });
});

describe('routes of IPv6', () => {
  test.each([
    ['::/0', zeros, '00'],
    ['::1/128', `${'0'.repeat(31)}1`, '80'],
    ['2001:db8::1/127', `20010db8${'0'.repeat(23)}1`, '7f'],
    // Two runs of the same length: the first one is shortened (RFC 5952, section 4.2.3).
    ['2001:db8::1:0:0:1/64', '20010db8000000000001000000000001', '40'],
    ['::1:2:3:0:0:4/64', '00000000000100020003000000000004', '40'],
    // One zero group alone stays (section 4.2.2).
    ['1:0:2:3:4:5:6:7/16', '00010000000200030004000500060007', '10'],
    ['1:2:3:4:5:6::/96', `000100020003000400050006${'0'.repeat(8)}`, '60'],
    ['a0:10::/64', `00a00010${'0'.repeat(24)}`, '40'],
  ])('are written as %s', (destination, hex, length) => {
    expect(parseIpv6Routes(v6(hex, length, '00000001'))).toEqual([
      { destination, interface: 'eth0' },
    ]);
  });

  test('are written as browsers write addresses, whatever they are', () => {
    const group = fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        fc.pre((groups[0] ?? 0) < 0xff00);
        const hex = groups.map((one) => one.toString(16).padStart(4, '0')).join('');
        const { hostname } = new URL(
          `http://[${groups.map((one) => one.toString(16)).join(':')}]/`,
        );
        expect(parseIpv6Routes(v6(hex, '40', '00000001'))).toEqual([
          { destination: `${hostname.slice(1, -1)}/64`, interface: 'eth0' },
        ]);
      }),
    );
  });

  test.each([
    ['multicast', `ff${'0'.repeat(30)}`, '00000001'],
    ['the machine’s own address', `${'0'.repeat(31)}1`, '80200001'],
    ['one that is down', zeros, '00450002'],
    ['one that refuses', zeros, '00200201'],
  ])('that lead nowhere are left out: %s', (_, hex, flags) => {
    expect(parseIpv6Routes(v6(hex, '00', flags))).toEqual([]);
  });

  test.each([
    ['an address too short', v6(zeros.slice(1), '00', '00000001')],
    ['an address in large letters', v6('FE80'.padEnd(32, '0'), '40', '00000001')],
    ['a length of no number', v6(zeros, 'zz', '00000001')],
    ['a length of three digits', v6(zeros, '040', '00000001')],
    ['a length beyond the address', v6(zeros, '81', '00000001')],
    ['flags too short', v6(zeros, '00', '1')],
    ['a word too many', `${v6(zeros, '00', '00000001')} x`],
    ['a name that is missing', v6(zeros, '00', '00000001', '')],
  ])('are not guessed at: %s', (_, text) => {
    expect(parseIpv6Routes(text)).toBeNull();
    expect(parseIpv6Routes(`${v6(zeros, '00', '00000001')}\n${text}`)).toBeNull();
  });
});
