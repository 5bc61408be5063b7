import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { NetworkState } from '../../src/contract/station.ts';
import { mayCarry, parseInterfaceNames, type Interface } from './interface-list.ts';
import { parseIpv4Routes, parseIpv6Routes, type Route } from './route-table.ts';

/** What the kernel says, as text and addresses. */
export interface KernelView {
  /** Contents by path below /proc/net; null for a file that cannot be read. */
  read(name: 'dev' | 'route' | 'ipv6_route'): Promise<string | null>;
  /** Addresses of each interface that is up and runs. */
  addresses(): ReadonlyMap<string, number>;
  /** /sys/class/net/NAME/operstate, or null. */
  state(name: string): Promise<string | null>;
}

const mostListed = 256;

/**
 * Looks at the machine's interfaces and routes. A route over anything but the loopback interface is a way out, also one
 * that reaches only the next cable: `way` is `out` if its interface could carry a packet now, `unknown` if the kernel does not tell.
 *
 * @param at now, RFC 3339 UTC
 */
export async function lookAtNetwork(
  at: string,
  kernel: KernelView = linuxKernel,
): Promise<NetworkState> {
  const [dev, route, route6] = await Promise.all([
    kernel.read('dev'),
    kernel.read('route'),
    kernel.read('ipv6_route'),
  ]);
  const names = dev === null ? null : parseInterfaceNames(dev);
  const routes = routesIn(route, route6);
  if (names === null || routes === null) return unknownState(at);
  const interfaces = await Promise.all(names.map((name) => interfaceOf(name, kernel)));
  const states = new Map(interfaces.map(({ name, state }) => [name, state]));
  const ways = routes.filter(
    (way) => way.interface !== 'lo' && mayCarry(states.get(way.interface) ?? 'unknown'),
  );
  const over = [...new Set(ways.map((way) => way.interface))];
  return {
    way: over.length > 0 ? 'out' : 'none',
    interfaces: interfaces.slice(0, mostListed),
    // Ways out come first, so that a long list cannot hide one.
    routes: [...ways, ...routes.filter((other) => !ways.includes(other))].slice(0, mostListed),
    sentence:
      over.length > 0 ? `Online, a way out over ${listed(over)}` : 'Offline, no way out found',
    at,
  };
}

/** IPv6 may be switched off altogether: then its table is missing, and nothing can leave by it. */
function routesIn(route: string | null, route6: string | null): Route[] | null {
  const ipv4 = route === null ? null : parseIpv4Routes(route);
  const ipv6 = route6 === null ? [] : parseIpv6Routes(route6);
  return ipv4 === null || ipv6 === null ? null : [...ipv4, ...ipv6];
}

async function interfaceOf(name: string, kernel: KernelView): Promise<Interface> {
  const addresses = kernel.addresses().get(name) ?? 0;
  // An interface with addresses is listed only while it runs, so that is the surer sign. The state files may belong
  // to another network namespace.
  const state = addresses > 0 ? 'up' : ((await kernel.state(name)) ?? 'unknown');
  return { name, state, addresses };
}

function unknownState(at: string): NetworkState {
  return {
    way: 'unknown',
    interfaces: [],
    routes: [],
    sentence: 'This machine does not tell whether there is a way out',
    at,
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4);
  const last = names.length > 4 ? `${names.length - 4} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(', ')} and ${last}`;
}

const linuxKernel: KernelView = {
  read: (name) => textOf(`/proc/net/${name}`),
  addresses: () =>
    new Map(Object.entries(networkInterfaces()).map(([name, list]) => [name, list?.length ?? 0])),
  state: async (name) => {
    const text = /^[\w.@:-]{1,15}$/.test(name)
      ? await textOf(`/sys/class/net/${name}/operstate`)
      : null;
    return text === null ? null : text.trim();
  },
};

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
