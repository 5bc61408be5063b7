import { expect, it } from 'vitest';
import { BytesInWords } from '../../../renderer/components/bytes-in-words.tsx';
import { sheetOf } from '../../../src/encoding/fingerprint.ts';
import { markup } from '../markup.ts';

const digest = '00ff'.repeat(16);

it('says the bytes by their first rows, what they are, and how to see all of them', () => {
  const { html } = markup(
    <BytesInWords digest={digest} of="targets version 2" practice={false}>
      The bytes that are signed.
    </BytesInWords>,
  );
  expect(html).toContain('<p class="bytes-meta">The bytes that are signed.</p>');
  expect(html).toContain('targets version 2');
  for (const { words } of sheetOf(digest).slice(0, 2)) {
    for (const word of words) expect(html).toContain(`<td>${word}</td>`);
  }
  expect(html).toContain('Show all 32 words and 64 digits');
  expect(html).not.toContain('PRACTICE');
});

it('marks the weave of a rehearsal', () => {
  const { html } = markup(
    <BytesInWords digest={digest} of="targets version 2" practice>
      The bytes that are signed.
    </BytesInWords>,
  );
  expect(html).toContain('PRACTICE');
});
