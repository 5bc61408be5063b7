import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The pictures that a document shows, as paths from the project's root. */
function shownBy(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) =>
    normalize(join(document, '..', match[1] ?? '')),
  );
}

it('shows every picture that is taken, and takes every picture that is shown', () => {
  const documents = ['README.md', 'docs/keyholder.md'];
  const shown = new Set(documents.flatMap(shownBy));
  const taken = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
  expect(taken.toSorted()).toEqual([...shown].toSorted());
});

it('has a picture for each of the seven steps', () => {
  const sections = readFileSync(join(root, 'docs/keyholder.md'), 'utf8').split(/^## /m);
  const steps = ['Token', 'Key', 'Evidence', 'Export', 'Review', 'Sign', 'Done'];
  for (const [place, step] of steps.entries()) {
    const section = sections.find((text) => text.startsWith(`${place + 1}. ${step}\n`));
    expect(section, step).toMatch(/!\[[^\]]+\]\(pictures\/[\w-]+\.png\)/);
  }
});
