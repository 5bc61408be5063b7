import type { AuditView } from '../../../src/contract/audit.ts';

export type ChainCell = AuditView['strands'][number]['cells'][number];

/** A cell as it is drawn: its state, and how the strand runs through it. */
export interface RunCell {
  readonly state: ChainCell;
  /** The strand begins here: nothing comes in from the left. */
  readonly begins: boolean;
  /** The strand ends here: nothing goes out to the right. After the newest version it runs on. */
  readonly ends: boolean;
  /** The word *left* is written once, in the first version without the key. */
  readonly saysLeft: boolean;
  /** The same in words, for those who do not see the picture. */
  readonly label: string;
}

const inRole = (cell: ChainCell | undefined): boolean => cell === 'signed' || cell === 'silent';

/** How one key's strand runs through the versions, from the oldest to the newest. */
export function strandRun(cells: readonly ChainCell[]): readonly RunCell[] {
  return cells.map((state, index) => {
    const before = cells[index - 1];
    const wasIn = cells.slice(0, index).some(inRole);
    const saysLeft = state === 'left' && before !== 'left';
    return {
      state,
      begins: inRole(state) && !inRole(before),
      ends: inRole(state) && index + 1 < cells.length && !inRole(cells[index + 1]),
      saysLeft,
      label: labelOf(state, wasIn),
    };
  });
}

function labelOf(state: ChainCell, wasIn: boolean): string {
  switch (state) {
    case 'signed':
      return 'signed';
    case 'silent':
      return 'in role, did not sign';
    case 'left':
      return 'left';
    case 'absent':
      return wasIn ? 'no longer in role' : 'not yet in role';
  }
}
