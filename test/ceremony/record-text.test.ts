import { describe, expect, test } from 'vitest';
import { renderRecord, renderTranscript } from '../../src/ceremony/record-text.ts';
import type { Act, RecordKind } from '../../src/ceremony/record.ts';
import { actOf, chainOf, everyKind } from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';

const plan = samplePlan().sha256;
const textOf = (act: Act): string => {
  const { records } = chainOf(
    plan,
    act.kind === 'ceremony.opened' ? [act] : [actOf('ceremony.opened'), act],
  );
  return renderRecord(records.at(-1)!);
};

describe('a record as text', () => {
  test.each(everyKind)('%s is a sentence by whom', (kind) => {
    const text = textOf(actOf(kind));
    expect(text).toMatch(/^priya-raman: \S.*[.)]$/);
    expect(text).not.toMatch(/undefined|null|\[object|NaN/);
    expect(text).not.toContain('\n');
  });

  test.each<[RecordKind, object, string]>([
    ['token.chosen', {}, 'Chose token 24 617 802 (YubiKey 5C), as planned.'],
    [
      'token.chosen',
      { practice: true, planned: false },
      'Chose practice token 24 617 802 (YubiKey 5C), not named in the plan.',
    ],
    [
      'network.looked',
      {},
      'Looked at the network: Offline, no way out found. 1 interface, 0 routes.',
    ],
    ['export.confirmed', { rows: [0, 2] }, 'rows A C.'],
    ['export.confirmed', { rows: [] }, 'no row.'],
    ['key.made', {}, 'It was made on the device and cannot leave it.'],
    [
      'key.made',
      { onDevice: null, extractable: null },
      'The token does not tell where it was made nor whether it can leave it.',
    ],
    [
      'key.made',
      { onDevice: false, extractable: true },
      'It was not made on the device and can leave it.',
    ],
    ['key.adopted', { origin: 'earlier-ceremony' }, 'from an earlier ceremony'],
    ['signature.added', { recovered: true }, 'The signature was found in the file after a crash.'],
    ['evidence.accepted', { attested: false }, 'gives no attestation'],
    [
      'evidence.accepted',
      { brought: { keyCertSha256: 'a'.repeat(64), deviceCertSha256: 'b'.repeat(64) } },
      ', brought as files: chain to',
    ],
    [
      'evidence.accepted',
      { chain: null, firmware: null, pinPolicy: null, touchPolicy: null },
      'chain to no root, firmware not told, PIN not told, touch not told',
    ],
    [
      'bundle.taken',
      { transcript: null, from: null },
      'Took tom-okafor-16.ceremony: 0 new files, 1 new signature.',
    ],
    [
      'work.taken',
      {},
      'Brought in branch keyholder/tom-okafor of root.git, commit c0c0c0c0c0c0 from tom-okafor: 0 new files, 1 new signature. Stayed outside: Nobody in the plan has this token.',
    ],
    [
      'work.taken',
      {
        source: { kind: 'folder', name: 'stick', branch: null, commit: null, manifestSha256: null },
        from: null,
        refused: [],
      },
      'Brought in stick: 0 new files, 1 new signature.',
    ],
    ['token.set-up-begun', {}, 'What goes: key '],
    ['token.set-up-begun', { erased: false, erases: [] }, 'as it came from the factory'],
    [
      'token.set-up-begun',
      { erases: [{ slot: '9a', spki: null }], complete: false },
      'a key in 9a that cannot be read. This token does not tell what its other slots hold.',
    ],
    ['token.set-up', { erased: false }, 'as it came from the factory'],
    ['token.set-up', {}, 'after everything on it was erased'],
    ['act.stopped', { act: 'set-up' }, 'Setting up with 24 617 802 stopped'],
    [
      'delegation.changed',
      { change: 'revoke', keys: [], reason: 'A token is lost.' },
      'Staged the end of the delegation of registry.example.org, targets version 10. A token is lost.',
    ],
    ['delegation.changed', { change: 'redelegate' }, 'Staged new hands for registry.example.org'],
    [
      'delegation.changed',
      { change: 'adjust' },
      'Staged other paths or another threshold for registry.example.org, targets version 10. 1 stay: ',
    ],
    ['act.stopped', { act: 'proof' }, 'Proving a key with 24 617 802 stopped'],
    ['act.stopped', { act: 'key' }, 'Making a key with 24 617 802 stopped'],
  ])('%s says so', (kind, change, part) => {
    expect(textOf(actOf(kind, change))).toContain(part);
  });

  test('says "The station" where no person acted', () => {
    expect(textOf(actOf('network.looked', {}, null))).toMatch(/^The station: /);
  });
});

test('a transcript is one line a record, numbered and timed', () => {
  const { records } = chainOf(plan, [actOf('ceremony.opened', {}, null), actOf('token.chosen')]);
  expect(renderTranscript(records).split('\n')).toStrictEqual([
    expect.stringMatching(
      /^1 {2}2027-07-14T14:00:00Z {2}The station: The ceremony “Root signing 16” begins/,
    ),
    expect.stringMatching(/^2 {2}2027-07-14T14:00:01Z {2}priya-raman: Chose token/),
    '',
  ]);
  expect(renderTranscript([])).toBe('');
});
