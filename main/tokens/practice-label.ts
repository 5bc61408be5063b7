/** The first mark of a practice token, and of a practice key, in its label. */
export const practicePrefix = 'PRACTICE ';

/** True for the label of a practice token or key. */
export function isPracticeLabel(label: string): boolean {
  return label.startsWith(practicePrefix) || label === practicePrefix.trimEnd();
}
