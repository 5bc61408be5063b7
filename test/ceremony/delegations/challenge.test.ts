import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  challengeFile,
  challengeInWords,
  challengePrefix,
  challengeText,
  longestChallenge,
  parseChallenge,
  requireFresh,
} from '../../../src/ceremony/delegations/challenge.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { thrownIn } from '../thrown.ts';
import { challenges, readOrNull, sampleChallenge } from './sample-proofs.ts';

describe('a challenge', () => {
  it('is read as it was written, and takes no more bytes than its bound', () => {
    fc.assert(
      fc.property(challenges, (challenge) => {
        const bytes = challengeFile(challenge);
        expect(parseChallenge(bytes, 'challenge.txt')).toEqual(challenge);
        expect(bytes.length).toBeLessThanOrEqual(longestChallenge);
      }),
    );
  });

  it('has one text: whatever is read is written again as the same bytes', () => {
    // Random changes of a true challenge: nearly all are refused, and the others are spelled like this.
    const edits = fc.record({
      at: fc.nat({ max: 400 }),
      drop: fc.nat({ max: 2 }),
      put: fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('\n', '\r\n', ' ', 'a', '0')),
    });
    fc.assert(
      fc.property(challenges, edits, (challenge, { at, drop, put }) => {
        const text = challengeText(challenge);
        const edited = `${text.slice(0, at)}${put}${text.slice(at + drop)}`;
        fc.pre(edited.isWellFormed());
        const read = readOrNull(() => parseChallenge(utf8(edited), 'challenge.txt'));
        expect(read === null ? edited : challengeText(read)).toBe(edited);
      }),
      { numRuns: 500 },
    );
  });

  it('is never read out of any other bytes, and never stops in another way', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.string().map((text) => utf8(`${challengePrefix}${text}`)),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(thrownIn(() => parseChallenge(bytes, 'x'))).toMatchObject({
          code: 'delegation.challenge',
          notDone: ['Nothing was signed.'],
        });
      }),
    );
  });

  it.each<[string, (text: string) => string]>([
    ['a line feed too few', (text) => text.slice(0, -1)],
    ['a line more', (text) => `${text}key 00\n`],
    ['line ends of another system', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    [
      'a digest in capitals',
      (text) => text.replace(/nonce [0-9a-f]+/, (found) => found.toUpperCase()),
    ],
    ['lines in another order', (text) => text.replace(/(role .*\n)(root .*\n)/, '$2$1')],
    ['another mode', (text) => text.replace('mode real', 'mode practice')],
    ['a top-level role', (text) => text.replace(/role .*/, 'role targets')],
    ['a role that is a path', (text) => text.replace(/role .*/, 'role ../root')],
    ['a day that no calendar has', (text) => text.replace(/date .*/, 'date 2026-02-30')],
    ['another version of the format', (text) => text.replace('delegation/1', 'delegation/2')],
  ])('with %s is none', (_, edit) => {
    const text = edit(challengeText(sampleChallenge));
    expect(text).not.toBe(challengeText(sampleChallenge));
    expect(thrownIn(() => parseChallenge(utf8(text), 'c.txt'))).toMatchObject({
      code: 'delegation.challenge',
      place: 'c.txt',
    });
  });

  it('is text that no other reader of signed bytes takes for its own', () => {
    const text = fromUtf8(challengeFile(sampleChallenge));
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(text.startsWith('DSSEv1 ')).toBe(false);
    expect(text.startsWith('keyholder-station challenge/1\n')).toBe(false);
  });

  it('is told in sentences that name mode, role, root and day', () => {
    const words = challengeInWords(sampleChallenge).join(' ');
    expect(words).toContain('this is a real ceremony');
    expect(words).toContain('registry.example.org');
    expect(words).toContain(sampleChallenge.root);
    expect(words).toContain('2026-11-26');
    expect(challengeInWords({ ...sampleChallenge, mode: 'rehearsal' })[0]).toContain('rehearsal');
  });

  it.each(['2026-11-26', '2026-11-25', '2026-12-26'])(
    'of 26 November is answered on %s',
    (today) => {
      expect(() => requireFresh(sampleChallenge, today)).not.toThrow();
    },
  );

  it.each(['2026-12-27', '2026-11-24', '2027-11-26'])('of 26 November is not on %s', (today) => {
    expect(thrownIn(() => requireFresh(sampleChallenge, today))).toMatchObject({
      code: 'delegation.stale',
      found: '2026-11-26',
    });
  });
});
