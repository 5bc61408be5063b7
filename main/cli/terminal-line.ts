import type { AuditProgress } from '../../src/audit/audit.ts';
import { paced } from '../station/paced.ts';

/** A terminal as far as one line that is written over needs it. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line at the bottom of a terminal that says how far an audit is; nothing at all where nobody looks (a file, a pipe). */
export interface TerminalLine {
  tell(progress: AuditProgress): void;
  /** Takes the line away, so that what comes next stands by itself. */
  clear(): void;
}

const usualColumns = 80;
/** Back to the first column, and the line empty (ECMA-48, EL). */
const empty = '\r\u001b[K';

export function terminalLine(terminal: Terminal, clock?: () => number): TerminalLine {
  if (terminal.isTTY !== true) return { tell: () => undefined, clear: () => undefined };
  let shown = false;
  const tell = paced((progress: AuditProgress) => {
    shown = true;
    const most = (terminal.columns ?? usualColumns) - 1;
    terminal.write(`${empty}${plain(lineOf(progress)).slice(0, Math.max(0, most))}`);
  }, clock);
  return {
    tell,
    clear() {
      if (shown) terminal.write(empty);
      shown = false;
    },
  };
}

function lineOf({ doing, done, total, part }: AuditProgress): string {
  const where = total === null ? `${done}` : `${done} of ${total}`;
  return `${doing} (${where})${part === undefined ? '' : `: ${part}`}`;
}

/** A file's name may hold what steers a terminal. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
}
