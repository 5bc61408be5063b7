import { type ModuleRow, schemes, type SchemeRow } from './conform.ts';

const names = {
  'ecdsa-sha2-nistp256': 'ECDSA P-256',
  'ecdsa-sha2-nistp384': 'ECDSA P-384',
  ed25519: 'Ed25519',
  'rsassa-pss-sha256': 'RSA-PSS 3072',
} as const;

/** The matrix as a table of Markdown, one line for each module and scheme, columns padded as prettier does. */
export function matrixOf(modules: readonly ModuleRow[]): string {
  const head = ['Module', 'Named', 'Scheme', 'Make', 'Read back', 'Sign', 'Remove'];
  const lines = modules.flatMap(({ name, named, keysAtOnce, schemes: rows }) =>
    schemes.map((scheme, index) => {
      const { make, attributes, sign, remove } = rows[scheme] satisfies SchemeRow;
      const first = index === 0 ? [name, `${named}; ${keysAtOnce} keys at once`] : ['', ''];
      return [...first, names[scheme], make, attributes, sign, remove];
    }),
  );
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((cells) => (cells[column] ?? '').length)),
  );
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...lines].map(row).join('');
}
