import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../src/audit/findings.ts';
import { groupWords } from '../../src/audit/group-words.ts';
import type { Finding } from '../../src/audit/report.ts';
import { attestationEntry } from './entries.ts';
import { auditOf, root } from './made-files.ts';

type Data = Finding['data'];

const report = await auditOf({ '1.root.json': root({ version: 1 }) });

function wordsOf(
  code: FindingCode | 'unheard.of',
  data: readonly Data[],
  { severity = 'info', devices = 0 }: { severity?: Finding['severity']; devices?: number } = {},
): string {
  const findings = data.map((one, index): Finding => ({
    code,
    severity,
    subject: `${index}.json`,
    message: 'this is the case',
    hint: 'Do that.',
    data: one,
  }));
  const attestations = Array.from({ length: devices }, (_, index) =>
    attestationEntry({ serial: `${index}` }),
  );
  const { title, detail } = groupWords(code, findings, { ...report, attestations });
  return `${title}. ${detail}`;
}

const version = (one: number, more: Data = {}): Data => ({ version: one, ...more });
const advisory = (name: string, fixed = '5.7.0', later = false): Data => ({
  advisory: name,
  fixed,
  publishedAfterAsOf: later,
});

describe('the words for a group of findings', () => {
  it.each<readonly [string, FindingCode | 'unheard.of', readonly Data[], string]>([
    [
      'one key without an attestation',
      'attestation.missing',
      [{}],
      'One root key has no attestation. Other root keys have one. Without it, nothing shows that a key was made on a device.',
    ],
    [
      'two keys without',
      'attestation.missing',
      [{}, {}],
      'Two root keys have no attestation. Other root keys have one. Without it, nothing shows that a key was made on a device.',
    ],
    [
      'several expired files',
      'role.expired',
      [{}, {}],
      'Two files that clients need have expired. Clients refuse them. Look for newer ones, or ask about another date.',
    ],
    [
      'a certificate on three devices',
      'attestation.shared-device-certificate',
      [{ serials: ['1', '2'] }, { serials: ['3'] }],
      'Three devices share a device certificate. Normal: the vendor issues it for a batch.',
    ],
    [
      'several files left aside',
      'file.ignored',
      Array.from({ length: 13 }, () => ({})),
      '13 files were left aside. The verdict says nothing about them.',
    ],
    [
      'one root with points',
      'key.legacy-encoding',
      [version(3, { found: ['hex-point'] })],
      'Version 3 stores keys as hex points. Read and compared as public keys.',
    ],
    [
      'several roots with points',
      'key.legacy-encoding',
      [version(3, { found: ['hex-point'] }), version(1, { found: ['hex-point', 'hex-point'] })],
      'Versions 1 and 3 store keys as hex points. Read and compared as public keys.',
    ],
    [
      'roots with points and other forms',
      'key.legacy-encoding',
      [version(1, { found: ['hex-point', 'hex-raw'] }), version(2, { found: ['hex-point'] })],
      'Versions 1 and 2 store keys in an older form. Read and compared as public keys.',
    ],
    [
      'one key under names',
      'key.shared-keyids',
      [{ keyids: ['a', 'b', 'c'] }],
      'One key has had three key ids. Counted once, by public key.',
    ],
    [
      'keys under as many names each',
      'key.shared-keyids',
      [{ keyids: ['a', 'b'] }, { keyids: ['c', 'd'] }],
      'Two keys have had two key ids each. Counted once, by public key.',
    ],
    [
      'keys under more and fewer names',
      'key.shared-keyids',
      [{ keyids: ['a', 'b'] }, { keyids: ['c', 'd', 'e'] }],
      'Two keys have had several key ids each. Counted once, by public key.',
    ],
    [
      'several files that name the specification oddly',
      'metadata.spec-version',
      [{}, {}],
      'Two files name the specification by two numbers or none. Read all the same.',
    ],
    [
      'files with another form of the specification',
      'metadata.spec-version',
      [{ found: ['1.0'] }, { found: ['2.0.0'] }],
      'Two files name the specification in an unusual form. Read all the same.',
    ],
    [
      'a root that one signature less would have stopped',
      'root.exact-threshold',
      [version(2, { validBySelf: 1 })],
      'Version 2 has exactly one signature. One missing keyholder would have stopped it.',
    ],
    [
      'roots with as many signatures each',
      'root.exact-threshold',
      [
        version(1, { validBySelf: 3 }),
        version(2, { validBySelf: 3 }),
        version(4, { validBySelf: 3 }),
      ],
      'Versions 1, 2 and 4 have exactly three signatures. One missing keyholder would have stopped it.',
    ],
    [
      'roots with more and fewer signatures',
      'root.exact-threshold',
      [version(1, { validBySelf: 2 }), version(2, { validBySelf: 3 })],
      'Versions 1 and 2 have exactly the signatures needed. One missing keyholder would have stopped it.',
    ],
    [
      'older roots that have expired',
      'root.expired',
      [version(1), version(2)],
      'Two older roots have expired since. Normal. Only the latest must be valid.',
    ],
    [
      'a root that lists each signature twice',
      'signature.two-keyids',
      [version(5, { every: true })],
      'Version 5 lists each signature twice. Same key, two key ids. Counted once.',
    ],
    [
      'roots of which one lists some twice',
      'signature.two-keyids',
      [version(5, { every: true }), version(6, { every: false })],
      'Versions 5 and 6 list some signatures twice. Same key, two key ids. Counted once.',
    ],
    ['a code without words of its own', 'root.fork', [{}], 'This is the case. Do that.'],
    [
      'more of a code without words of its own',
      'root.fork',
      [{}, {}, {}],
      'This is the case (and two more like it). Do that.',
    ],
    ['a code that nobody knows', 'unheard.of', [{}], 'This is the case. Do that.'],
  ])('%s', (_, code, data, words) => {
    expect(wordsOf(code, data)).toBe(words);
  });

  it('of the newest root that has expired', () => {
    expect(wordsOf('root.expired', [version(3)], { severity: 'error' })).toBe(
      'Root 3 is the newest here and has expired. Clients refuse it. Look for a newer version, or ask about another date.',
    );
  });

  it.each<readonly [string, readonly Data[], number, string]>([
    [
      'one of one device',
      [advisory('YSA-2024-03')],
      1,
      'One device runs firmware before 5.7.0. YSA-2024-03. With the device in hand, someone could copy the key.',
    ],
    [
      'all of two',
      [advisory('YSA-2024-03'), advisory('YSA-2024-03')],
      2,
      'All two devices run firmware before 5.7.0. YSA-2024-03. With the device in hand, someone could copy the key.',
    ],
    [
      'one of two',
      [advisory('YSA-2024-03')],
      2,
      'One device runs firmware before 5.7.0. YSA-2024-03. With the device in hand, someone could copy the key.',
    ],
    [
      'advisories with different ends',
      [advisory('YSA-2024-03'), advisory('YSA-2017-01', '4.3.5')],
      3,
      'Two devices run firmware with an advisory. YSA-2024-03 and YSA-2017-01. With the device in hand, someone could copy the key.',
    ],
    [
      'what nobody knew then',
      [advisory('YSA-2024-03', '5.7.0', true)],
      1,
      'One device runs firmware before 5.7.0. YSA-2024-03, published after the date of this verdict.',
    ],
  ])('of firmware with an advisory: %s', (_, data, devices, words) => {
    expect(wordsOf('attestation.firmware-advisory', data, { devices })).toBe(words);
  });

  it('are no fault of the page where data is of another form than the code has it', () => {
    const odd: readonly Data[] = [{ version: 'x', found: 'hex-point', keyids: 7, every: null }];
    for (const code of ['key.legacy-encoding', 'key.shared-keyids', 'root.expired'] as const)
      expect(wordsOf(code, odd)).toMatch(/^\S.*\.$/);
  });
});
