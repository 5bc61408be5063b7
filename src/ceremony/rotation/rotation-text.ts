import type { RotationWords } from './rotation-words.ts';

/** The planner's answer as plain text, for a terminal. */
export function rotationText(words: RotationWords): string {
  const parts = [
    [words.headline, words.lead],
    ...words.steps.map(({ title, changes, signatures, must, clients }) => [
      title,
      ...changes.map((line) => `  ${line}`),
      ...signatures.map((line) => `  ${line}`),
      `  ${must}`,
      ...clients.map(({ name, sentence }) => `  ${name}: ${sentence}`),
    ]),
    section(
      'If somebody does not come',
      words.ifMissing.map(({ name, sentence }) => `${name}: ${sentence}`),
    ),
    section(
      'Take note',
      words.warnings.map(({ sentence }) => sentence),
    ),
    section(
      'What cannot be taken back',
      words.irreversible.map(({ sentence }) => sentence),
    ),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
