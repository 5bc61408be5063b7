import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NetworkState } from '../../../src/contract/station.ts';
import { parseInterfaceNames } from '../../../main/network/interface-list.ts';
import { lookAtNetwork, type KernelView } from '../../../main/network/look.ts';
import { parseIpv4Routes, parseIpv6Routes } from '../../../main/network/route-table.ts';
import { watchNetwork } from '../../../main/network/watch.ts';

const at = '2027-07-14T14:00:00Z';
const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const defaultRoute = 'eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0';
const cable = 'eth0\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0';
const docker = 'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0';
const refused = 'eth0\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0';
const zeros = '0'.repeat(32);
const v6 = (destination: string, length: string, flags: string, name: string): string =>
  `${destination} ${length} ${zeros} 00 ${zeros} 00000400 00000001 00000000 ${flags} ${name.padStart(8)}\n`;
const v6Default = v6(zeros, '00', '00450003', 'wlan0');
const v6Unreachable = v6(zeros, '00', '00200200', 'lo');
const linkLocal = v6(`fe80${'0'.repeat(28)}`, '40', '00000001', 'eth0');
const ownAddress = v6(`fe80${'0'.repeat(27)}1`, '80', '80200001', 'eth0');
const multicast = v6(`ff${'0'.repeat(30)}`, '08', '00000001', 'eth0');

/** A machine as the kernel would describe it. */
function machine(
  interfaces: Record<string, { addresses?: number; state?: string }>,
  routes: readonly string[] = [],
  routes6: string | null = '',
): KernelView {
  const dev = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    ...Object.keys(interfaces).map(
      (name) => `${name.padStart(6)}: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0`,
    ),
  ].join('\n');
  return {
    read: async (name) =>
      name === 'dev' ? dev : name === 'route' ? [head, ...routes].join('\n') : routes6,
    addresses: () =>
      new Map(Object.entries(interfaces).map(([name, { addresses = 0 }]) => [name, addresses])),
    state: async (name) => interfaces[name]?.state ?? null,
  };
}

const lo = { lo: { addresses: 2 } };

describe('the way out', () => {
  test.each<[string, KernelView, 'none' | 'out' | 'unknown', string]>([
    ['only the loopback interface', machine(lo), 'none', 'Offline, no way out found'],
    [
      'a default route',
      machine({ ...lo, eth0: { addresses: 1 } }, [defaultRoute, cable]),
      'out',
      'Online, a way out over eth0',
    ],
    [
      'a cable to the next machine',
      machine({ ...lo, eth0: { addresses: 1 } }, [cable]),
      'out',
      'Online, a way out over eth0',
    ],
    [
      'a default route over IPv6 only',
      machine({ ...lo, wlan0: { addresses: 1 } }, [], v6Default),
      'out',
      'Online, a way out over wlan0',
    ],
    [
      'two ways',
      machine(
        { ...lo, eth0: { addresses: 1 }, wlan0: { addresses: 1 } },
        [defaultRoute],
        v6Default,
      ),
      'out',
      'Online, a way out over eth0 and wlan0',
    ],
    [
      'a cable with nothing but its own address',
      machine({ ...lo, eth0: { addresses: 1 } }, [], linkLocal),
      'out',
      'Online, a way out over eth0',
    ],
    [
      'an interface without a route',
      machine({ ...lo, eth0: { addresses: 1 } }, [], ownAddress + multicast),
      'none',
      'Offline, no way out found',
    ],
    [
      'a cable that is pulled out',
      machine({ ...lo, eth0: { state: 'down' } }, [defaultRoute]),
      'none',
      'Offline, no way out found',
    ],
    [
      'a bridge with nothing behind it',
      machine({ ...lo, docker0: { state: 'down' } }, [docker]),
      'none',
      'Offline, no way out found',
    ],
    [
      'a route over an interface that says nothing',
      machine({ ...lo, eth0: {} }, [defaultRoute]),
      'out',
      'Online, a way out over eth0',
    ],
    [
      'a route over an interface that is in no list',
      machine(lo, [defaultRoute]),
      'out',
      'Online, a way out over eth0',
    ],
    [
      'routes that refuse',
      machine({ ...lo, eth0: { addresses: 1 } }, [refused], v6Unreachable),
      'none',
      'Offline, no way out found',
    ],
    ['IPv6 switched off', machine(lo, [], null), 'none', 'Offline, no way out found'],
    [
      'a table that cannot be read',
      { ...machine(lo), read: async () => null },
      'unknown',
      'This machine does not tell whether there is a way out',
    ],
    [
      'a table in another form',
      { ...machine(lo), read: async () => 'routes: many' },
      'unknown',
      'This machine does not tell whether there is a way out',
    ],
  ])('with %s', async (_, kernel, way, sentence) => {
    const state = await lookAtNetwork(at, kernel);
    expect(state).toMatchObject({ way, sentence, at });
    expect(NetworkState.parse(state)).toStrictEqual(state);
  });

  test('is not hidden behind a long list', async () => {
    const many = Array.from(
      { length: 400 },
      (_, index) =>
        `lo\t${index.toString(16).toUpperCase().padStart(8, '0')}\t00000000\t0001\t0\t0\t0\tFFFFFFFF\t0\t0\t0`,
    );
    const state = await lookAtNetwork(
      at,
      machine({ ...lo, eth0: { addresses: 1 } }, [...many, defaultRoute]),
    );
    expect(state.routes).toHaveLength(256);
    expect(state.routes[0]).toStrictEqual({ destination: '0.0.0.0/0', interface: 'eth0' });
  });

  test('over many interfaces is said shortly', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const routes = names.map((name) => defaultRoute.replace('eth0', name));
    const state = await lookAtNetwork(
      at,
      machine(Object.fromEntries(names.map((name) => [name, { addresses: 1 }])), routes),
    );
    expect(state.sentence).toBe('Online, a way out over a, b, c, d and 2 more');
  });
});

describe('this machine', () => {
  const script = `import { lookAtNetwork } from ${JSON.stringify(join(import.meta.dirname, '../../../main/network/look.ts'))};
    console.log(JSON.stringify(await lookAtNetwork('${at}')));`;
  const node = [process.execPath, '--input-type=module', '-e', script];

  test('is described in the form of the contract', async () => {
    const state = await lookAtNetwork(at);
    expect(NetworkState.parse(state)).toStrictEqual(state);
    expect(state.interfaces.map(({ name }) => name)).toContain('lo');
  });

  test('is offline in an empty network namespace', ({ skip }) => {
    const unshare = process.getuid?.() === 0 ? ['-n'] : ['-c', '-n'];
    if (spawnSync('unshare', [...unshare, 'true']).status !== 0)
      return skip('this user may make no network namespace');
    const state = NetworkState.parse(
      JSON.parse(execFileSync('unshare', [...unshare, ...node], { encoding: 'utf8' })),
    );
    expect(state).toMatchObject({ way: 'none', routes: [], interfaces: [{ name: 'lo' }] });
    return undefined;
  });

  // The state files belong to the network namespace in which they were mounted.
  const mountOwn = 'mount -t sysfs station-test /sys';
  const plugIn =
    'ip link add eth7 type veth peer name other && ip addr add 192.0.2.1/24 dev eth7 && ip link set eth7 up';
  const mayPlug = (): boolean =>
    process.getuid?.() === 0 &&
    spawnSync('unshare', ['-n', '-m', 'sh', '-c', `${mountOwn} && ${plugIn}`]).status === 0;

  test.runIf(mayPlug()).each([
    ['in', 'up', 'out', expect.stringContaining('a way out over eth7')],
    ['out', 'down', 'none', 'Offline, no way out found'],
  ])('with a cable that is %s', (_, other, way, sentence) => {
    const make = `${mountOwn} && ${plugIn} && ip link set other ${other} && exec "$@"`;
    const said = execFileSync('unshare', ['-n', '-m', 'sh', '-c', make, 'sh', ...node], {
      encoding: 'utf8',
    });
    const state = NetworkState.parse(JSON.parse(said));
    expect(state).toMatchObject({ way, sentence });
    expect(state.routes).toContainEqual({ destination: '192.0.2.0/24', interface: 'eth7' });
  });
});

describe('the kernel’s tables', () => {
  test('give routes in the form that people write', () => {
    expect(parseIpv4Routes([head, defaultRoute, cable, docker].join('\n'))).toStrictEqual([
      { destination: '0.0.0.0/0', interface: 'eth0' },
      { destination: '192.168.2.0/24', interface: 'eth0' },
      { destination: '172.17.0.0/16', interface: 'docker0' },
    ]);
    expect(
      parseIpv6Routes(
        v6Default + linkLocal + v6('20010db8000000010000000000000001', '80', '00000005', 'tun0'),
      ),
    ).toStrictEqual([
      { destination: '::/0', interface: 'wlan0' },
      { destination: 'fe80::/64', interface: 'eth0' },
      { destination: '2001:db8:0:1::1/128', interface: 'tun0' },
    ]);
    expect(parseIpv4Routes('')).toStrictEqual([]);
  });

  test('in any other form are not guessed at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const routes of [parseIpv4Routes(`${head}\n${text}`), parseIpv6Routes(text)])
          expect(routes === null || routes.every(({ interface: name }) => /^\S+$/.test(name))).toBe(
            true,
          );
        const names = parseInterfaceNames(text);
        expect(names === null || Array.isArray(names)).toBe(true);
      }),
    );
    expect(parseIpv4Routes(`${head}\n${cable.slice(0, 20)}`)).toBeNull();
    expect(parseIpv6Routes(linkLocal.slice(0, 40))).toBeNull();
    expect(parseInterfaceNames('eth0')).toBeNull();
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('watching', () => {
  test('tells the first look and each change, and stops', async () => {
    let kernel = machine(lo);
    const told: string[] = [];
    let looks = 0;
    const look = async (now: string) => {
      looks++;
      return lookAtNetwork(now, kernel);
    };
    const stop = watchNetwork(
      () => new Date().toISOString(),
      ({ way }) => told.push(way),
      look,
      5,
    );
    await until(() => looks > 3);
    expect(told).toStrictEqual(['none']);
    kernel = machine({ ...lo, eth0: { addresses: 1 } }, [defaultRoute]);
    await until(() => told.length > 1);
    expect(told).toStrictEqual(['none', 'out']);
    stop();
    kernel = machine(lo);
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(looks).toBe(before);
    expect(told).toHaveLength(2);
  });
});
