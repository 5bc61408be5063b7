/** A run of characters, and whether it differs from the other side at the same place. */
export interface Run {
  readonly text: string;
  readonly differs: boolean;
}

/**
 * Compares two texts character by character, place by place, and gathers equal neighbours.
 * Characters beyond the end of the other text differ. The runs joined give `text` again.
 */
export function differingRuns(text: string, other: string): readonly Run[] {
  const runs: Run[] = [];
  const others = Array.from(other);
  for (const [place, character] of Array.from(text).entries()) {
    const differs = character !== others[place];
    const last = runs.at(-1);
    if (last?.differs === differs) runs[runs.length - 1] = { text: last.text + character, differs };
    else runs.push({ text: character, differs });
  }
  return runs;
}
