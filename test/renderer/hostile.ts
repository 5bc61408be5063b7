/** Texts as a file from elsewhere may hold them. Control characters are replaced before they reach the page. */
export const hostileTexts = {
  'markup and other scripts':
    '<img src=x onerror="alert(1)"><script>alert(2)</script>&amp;\'" a\uFFFDb שלום 你好 \u200Fمرحبا 🗝️ Ǎ̷̖',
  'one long word': 'x'.repeat(198),
} as const;

/** A serial of the greatest length that the contract lets through. */
export const longSerial = `${'A1-'.repeat(21)}Z`;

/** Members that hold free text. Digests, ids, kinds and states keep their own alphabet, which the contract checks. */
const free = new Set([
  'title',
  'detail',
  'name',
  'sentence',
  'hint',
  'headline',
  'heading',
  'lead',
  'why',
  'value',
  'label',
  'text',
  'message',
  'old',
  'new',
  'note',
  'path',
  'model',
  'reason',
  'explanation',
  'what',
  'against',
  'builtAgain',
  'tries',
  'algorithm',
  'lock',
  'contains',
  'fact',
  'expected',
  'found',
  'place',
  'subject',
  'footer',
  'version',
  'member',
]);

/** The value with each free text replaced by a hostile one. A number is added, so that names stay apart. */
export function hostile<T>(value: T, text: string): T {
  let count = 0;
  const go = (part: unknown, name: string): unknown => {
    if (typeof part === 'string') {
      if (!free.has(name) || part === '') return part;
      count += 1;
      return `${text} ${count}`;
    }
    if (Array.isArray(part)) return part.map((one) => go(one, name));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, go(one, key)]));
  };
  return go(value, '') as T;
}
