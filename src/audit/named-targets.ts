import { z } from 'zod';
import type { Finding } from './report.ts';

/** So many names stand in a line; the JSON has them all. */
const mostNames = 3;
const longestName = 120;

/**
 * Which targets a finding is about, to stand behind its message: its place is the file that lists them.
 * @returns ": a.txt, b.txt and 4 more"; empty where the finding is about something else. Names come from files of strangers
 */
export function namedTargets({ data }: Finding): string {
  const one = z.string().safeParse(data['target']).data;
  const many = z.array(z.string()).safeParse(data['targets']).data ?? [];
  const names = one === undefined ? many : [one];
  if (names.length === 0) return '';
  const shown = names.slice(0, mostNames).map((name) => name.slice(0, longestName));
  const more = names.length - shown.length;
  return `: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
