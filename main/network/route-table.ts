/** One route that packets can take, as the kernel lists it. */
export interface Route {
  /** For example "0.0.0.0/0" or "::/0". */
  readonly destination: string;
  readonly interface: string;
}

const up = 0x0001;
const reject = 0x0200;
/** IPv6 only: packets to the machine's own address. */
const local = 0x8000_0000;

/**
 * Reads /proc/net/route (proc_pid_net(5)): one line a route, addresses in hexadecimal, host byte order.
 * Routes that are down, or that refuse, lead nowhere and are left out.
 *
 * @returns null if the text is not such a table
 */
export function parseIpv4Routes(text: string): Route[] | null {
  // A network namespace that never had a route has not even the line with the names.
  if (text === '') return [];
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head === undefined || !/^Iface\s+Destination\s+Gateway\s+Flags\s/.test(head)) return null;
  const routes: Route[] = [];
  for (const line of lines) {
    const match =
      /^(\S+)\s+([0-9A-F]{8})\s+[0-9A-F]{8}\s+([0-9A-F]{4})\s+\S+\s+\S+\s+\S+\s+([0-9A-F]{8})\s/.exec(
        line,
      );
    if (match === null) return null;
    const [, name = '', destination = '', flags = '', mask = ''] = match;
    if (!leads(Number.parseInt(flags, 16))) continue;
    routes.push({ destination: `${ipv4(destination)}/${bitsOf(mask)}`, interface: name });
  }
  return routes;
}

/**
 * Reads /proc/net/ipv6_route: destination, prefix length and, at the end, flags and interface. Multicast (ff00::/8) is
 * left out: the kernel lists it for every interface that is up, and the routes that matter beside it.
 *
 * @returns null if the text is not such a table
 */
export function parseIpv6Routes(text: string): Route[] | null {
  const routes: Route[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const fields = line.trim().split(/\s+/);
    const [destination = '', length = ''] = fields;
    const [flags = '', name = ''] = fields.slice(8);
    if (fields.length !== 10 || !/^[0-9a-f]{32}$/.test(destination) || !/^[0-9a-f]{8}$/.test(flags))
      return null;
    const bits = /^[0-9a-f]{2}$/.test(length) ? Number.parseInt(length, 16) : Number.NaN;
    if (!(bits <= 128)) return null;
    if (!leads(Number.parseInt(flags, 16)) || destination.startsWith('ff')) continue;
    routes.push({ destination: `${ipv6(destination)}/${bits}`, interface: name });
  }
  return routes;
}

function leads(flags: number): boolean {
  return (flags & up) !== 0 && (flags & reject) === 0 && (flags & local) === 0;
}

/** Host byte order: on the machines that the station runs on, the last two digits are the first number. */
function ipv4(hex: string): string {
  return bytesOf(hex).toReversed().join('.');
}

function bitsOf(mask: string): number {
  return bytesOf(mask).reduce(
    (bits, byte) => bits + byte.toString(2).replaceAll('0', '').length,
    0,
  );
}

function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** RFC 5952: no leading zeros, the longest run of zero groups shortened, the first of two that are as long. */
function ipv6(hex: string): string {
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16));
  let longest = { from: 0, length: 1 };
  for (const from of groups.keys()) {
    const end = groups.findIndex((group, index) => index >= from && group !== '0');
    const length = (end < 0 ? groups.length : end) - from;
    if (length > longest.length) longest = { from, length };
  }
  if (longest.length < 2) return groups.join(':');
  const rest = groups.slice(longest.from + longest.length);
  return `${groups.slice(0, longest.from).join(':')}::${rest.join(':')}`;
}
