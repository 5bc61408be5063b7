import { clientRows, clients } from './client-answers.ts';
import type { Client, ClientAnswer, KeyForm } from './client-table.ts';
import type { Signing } from './signing.ts';
import type { KeyName, RootShape, Situation } from './situation.ts';

/**
 * Whether a client that trusts the version before takes the new one:
 * - `always`: whoever signs, as soon as the thresholds are met;
 * - `if-enough`: only if enough of the signatures are by keys that it counts;
 * - `never`: not even if everybody signs who comes;
 * - `not-tried`: the table has no row for a key of these roots.
 */
export type Reach = 'always' | 'if-enough' | 'never' | 'not-tried';

export interface ClientReach {
  readonly client: Client;
  readonly reach: Reach;
}

/** What each client of the table makes of one new version, by the keys that can sign it. */
export function clientReach(
  situation: Situation,
  next: RootShape,
  signing: Signing,
): readonly ClientReach[] {
  return clients.map((client) => ({ client, reach: reachOf(situation, next, signing, client) }));
}

function reachOf(situation: Situation, next: RootShape, signing: Signing, client: Client): Reach {
  const forms = new Map(situation.keys.map(({ key, form }) => [key, form]));
  const answer = (key: KeyName): ClientAnswer | null => {
    const form = forms.get(key);
    return form === undefined ? null : answerOf(client, form);
  };
  const read = next.keys.map(answer);
  const quorums = [signing.old, signing.new];
  const signed = quorums.flatMap(({ from }) => from.map(answer));
  if (read.includes('refuses-the-root')) return 'never';
  if ([...read, ...signed].includes(null)) return 'not-tried';
  const counted = quorums.map(({ from }) => from.filter((key) => answer(key) === 'counts').length);
  if (quorums.some(({ threshold }, index) => (counted[index] ?? 0) < threshold)) return 'never';
  return signed.every((each) => each === 'counts') ? 'always' : 'if-enough';
}

/** What a client makes of a key in this form; null for a form that was never tried. */
export function answerOf({ id }: Client, form: KeyForm): ClientAnswer | null {
  const row = clientRows.find(
    ({ scheme, keytype, encoding }) =>
      scheme === form.scheme && keytype === form.keytype && encoding === form.encoding,
  );
  return row?.answers[id] ?? null;
}
