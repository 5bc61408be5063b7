/** A network interface as the kernel shows it. */
export interface Interface {
  readonly name: string;
  /** As in RFC 2863: up, down, dormant, lowerlayerdown, notpresent, unknown. */
  readonly state: string;
  readonly addresses: number;
}

/**
 * Reads the names in /proc/net/dev (proc_pid_net(5)), which lists every interface of this network namespace, up or not.
 * @returns null if the text is not such a table
 */
export function parseInterfaceNames(text: string): string[] | null {
  const [first, second, ...lines] = text.trimEnd().split('\n');
  if (first?.startsWith('Inter-|') !== true || second?.startsWith(' face |') !== true) return null;
  const names = lines.map((line) => /^\s*(\S+?):/.exec(line)?.[1]);
  return names.every((name) => name !== undefined) ? names : null;
}

/** Whether packets could leave over an interface in this state. Doubt counts as yes. */
export function mayCarry(state: string): boolean {
  return !['down', 'lowerlayerdown', 'notpresent', 'dormant'].includes(state);
}
