import { describe, expect, it } from 'vitest';
import { type RecordedFile, recordedFiles } from '../../src/audit/recorded-files.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Act, RecordKind } from '../../src/ceremony/record.ts';
import { actOf, chainOf, digestOf, everyKind, sampleData } from '../ceremony/sample-acts.ts';

/** What a record of these acts says of files, as plain pairs. The first line opens the ceremony. */
function filesOf(...acts: readonly Act[]): Record<string, RecordedFile> {
  const { records } = chainOf(digestOf('plan'), [actOf('ceremony.opened', {}, null), ...acts]);
  return Object.fromEntries(recordedFiles(records));
}

const root = 'staged/root.json';
const at = (line: number, sha256: string | null): RecordedFile => ({ line, sha256 });

describe('the files that a record names', () => {
  it.each<readonly [RecordKind, Readonly<Record<string, string | null>>]>([
    ['export.written', { 'keys/24617802/24617802_pubkey.pem': digestOf('pem') }],
    ['root.staged', { [root]: digestOf('file') }],
    ['metadata.staged', { 'staged/targets.json': digestOf('targets') }],
    ['signature.added', { [root]: digestOf('signed file') }],
    ['root.published', { 'repository/16.root.json': digestOf('root') }],
    ['roles.published', { 'repository/10.targets.json': digestOf('t') }],
    ['folder.found', { 'repository/15.root.json': digestOf('root 15') }],
    ['transcript.recovered', { 'set-aside/transcript-0123456789abcdef.part': digestOf('torn') }],
    ['bundle.taken', { [root]: null, 'records/tom-okafor-0123456789abcdef.jsonl': null }],
    ['work.taken', { [root]: null }],
    [
      'delegation.challenged',
      {
        'delegations/registry.example.org/0123456789abcdef/challenge.txt': digestOf('challenge'),
      },
    ],
    [
      'delegation.changed',
      { 'delegations/registry.example.org/0123456789abcdef/a.proof.json': digestOf('proof') },
    ],
    [
      'delegation.withdrawn',
      { 'replaced/staged/0123456789abcdef.targets.json': null, 'staged/targets.json': null },
    ],
    ['delegation.received', { 'staged/registry.example.org.json': digestOf('registry') }],
    ['proof.made', { 'delegation/0123456789abcdef.proof.json': digestOf('proof') }],
    ['checkpoint.signed', { 'checkpoints/12-0123456789abcdef.dsse.json': digestOf('envelope') }],
    ['root.unstaged', { 'replaced/staged/0123456789abcdef.root.json': null }],
    ['root.abandoned', { 'abandoned/16.0123456789abcdef.root.json': digestOf('file of root 16') }],
  ])('%s', (kind, files) => {
    const found = filesOf(actOf(kind));
    expect(found).toEqual(
      Object.fromEntries(Object.entries(files).map(([path, sha256]) => [path, at(2, sha256)])),
    );
  });

  it('are none for every other kind', () => {
    const naming = everyKind.filter((kind) => Object.keys(filesOf(actOf(kind))).length > 0);
    expect(naming.toSorted()).toEqual(
      [
        'bundle.taken',
        'checkpoint.signed',
        'delegation.challenged',
        'delegation.changed',
        'delegation.received',
        'delegation.withdrawn',
        'export.written',
        'folder.found',
        'metadata.staged',
        'proof.made',
        'roles.published',
        'root.abandoned',
        'root.published',
        'root.staged',
        'root.unstaged',
        'signature.added',
        'transcript.recovered',
        'work.taken',
      ].toSorted(),
    );
  });

  it('are as the last line says: a signature changes what was staged', () => {
    const signed = actOf('signature.added');
    expect(filesOf(actOf('root.staged'), signed)[root]).toEqual(at(3, digestOf('signed file')));
    const staged = filesOf(actOf('root.staged'), signed, actOf('root.staged'));
    expect(staged[root]).toEqual(at(4, digestOf('file')));
  });

  it('are of no known digest after signatures came in from somebody else', () => {
    expect(filesOf(actOf('root.staged'), actOf('bundle.taken'))[root]).toEqual(at(3, null));
    expect(filesOf(actOf('root.staged'), actOf('work.taken'))[root]).toEqual(at(3, null));
  });

  it('are not those that a bundle brings, until it is taken', () => {
    const added = [{ path: folderPath('keys', 'a.pem'), bytes: 1, sha256: digestOf('a') }];
    expect(filesOf(actOf('bundle.written', { files: added }))).toEqual({});
    expect(filesOf(actOf('bundle.taken', { added }))['keys/a.pem']).toEqual(at(2, digestOf('a')));
  });

  it('are the evidence that came with proofs, too', () => {
    const evidence = [
      { path: folderPath('delegation', 'attestation.pem'), bytes: 1, sha256: digestOf('e') },
    ];
    const found = at(2, digestOf('e'));
    expect(filesOf(actOf('proof.made', { evidence }))['delegation/attestation.pem']).toEqual(found);
    const changed = filesOf(actOf('delegation.changed', { evidence }));
    expect(changed['delegation/attestation.pem']).toEqual(found);
  });
});

describe('a staged root that was taken back', () => {
  const other = folderPath('staged', '16.root.json');
  const staged = [
    actOf('root.staged'),
    actOf('root.staged', { file: other }),
    actOf('metadata.staged'),
  ];

  it('may be gone from where it was staged, under either name; other metadata stays', () => {
    const found = filesOf(...staged, actOf('root.unstaged'));
    expect(found).toMatchObject({
      [root]: at(5, null),
      [other]: at(5, null),
      'staged/targets.json': at(4, digestOf('targets')),
      [sampleData['root.unstaged'].file]: at(5, null),
    });
  });

  it('has a known digest where it was given up with its signatures', () => {
    const found = filesOf(...staged, actOf('root.abandoned'));
    expect(found[sampleData['root.abandoned'].file]).toEqual(at(5, digestOf('file of root 16')));
    expect(found[root]).toEqual(at(5, null));
  });

  it('is not looked for where none was staged', () => {
    expect(Object.keys(filesOf(actOf('root.unstaged')))).toEqual([
      sampleData['root.unstaged'].file,
    ]);
  });
});
