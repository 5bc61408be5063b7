const numbers = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
];

/**
 * "Three tries left", as it stands before a PIN or PUK is asked for. Without `what` it is the PIN, where nothing else can be
 * meant. null: the token does not tell.
 */
export function triesInWords(left: number | null, what?: 'PIN' | 'PUK'): string {
  const of = what === undefined ? '' : ` of the ${what}`;
  if (left === null) return `This token does not tell how many tries${of} are left`;
  if (left === 0) return `No tries left: the ${what ?? 'PIN'} is locked`;
  return `${numbers[left] ?? String(left)} ${left === 1 ? 'try' : 'tries'}${of} left`;
}
