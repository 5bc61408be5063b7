/** The three sentences of a deviation. */
export interface DeviationText {
  readonly expected: string;
  readonly happened: string;
  readonly decided: string;
}

export const emptyDeviation: DeviationText = { expected: '', happened: '', decided: '' };

/** Whether all three say something. */
export function isWhole(text: DeviationText): boolean {
  return [text.expected, text.happened, text.decided].every((part) => part.trim() !== '');
}
