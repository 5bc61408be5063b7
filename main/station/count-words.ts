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

/** "Three tries left", as it stands before a PIN or PUK is asked for; null: the token does not tell. */
export function triesInWords(left: number | null, what: 'PIN' | 'PUK'): string {
  if (left === null) return `This token does not tell how many tries of the ${what} are left`;
  if (left === 0) return `No tries left: the ${what} is locked`;
  return `${numbers[left] ?? String(left)} ${left === 1 ? 'try' : 'tries'} of the ${what} left`;
}
