const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The English name of a month, 1 to 12; '' for any other number. */
export function monthName(month: number): string {
  return months[month - 1] ?? '';
}
