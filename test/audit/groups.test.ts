import { describe, expect, it } from 'vitest';
import { pageView } from '../../src/audit/page-view.ts';
import { auditView } from '../../src/audit/view.ts';
import { AuditView } from '../../src/contract/audit.ts';
import type { Case } from './cases/case.ts';
import { evidenceCases } from './cases/evidence.ts';
import { jsonCases } from './cases/json.ts';
import { roleCases } from './cases/roles.ts';
import { rootCases } from './cases/roots.ts';
import { signatureCases } from './cases/signatures.ts';
import { auditOf, earlier, repository, root } from './made-files.ts';

const cases: Record<string, Case> = {
  ...jsonCases,
  ...rootCases,
  ...roleCases,
  ...signatureCases,
  ...evidenceCases,
};

async function titleOf(code: string): Promise<string | undefined> {
  const { provoked, question } = cases[code] ?? { provoked: {} };
  const report = await auditOf(provoked, question);
  const view = auditView(report, { filesRead: 1, secondOpinion: false });
  const page = { ...pageView(view), asked: 'Here.', behind: [] };
  expect(AuditView.parse(page)).toEqual(page);
  const group = view.groups.find((one) => one.code === code);
  return group === undefined ? undefined : `${group.title}. ${group.detail}`;
}

/** One sentence for each code, as the window and the terminal show it: read them as a person would. */
const sentences: Record<string, string> = {
  'json.malformed':
    'This file cannot be read: the text is not JSON. The file was damaged or edited by hand. Take it from its source again.',
  'metadata.unknown-member':
    'This file has members that the TUF specification does not name. They are signed with the rest, and clients leave them aside.',
  'metadata.spec-version':
    'One file names the specification by two numbers or none. Read all the same.',
  'metadata.other-spec':
    'This file follows another version of the TUF specification than 1. It was read by version 1, and may mean something else. Clients refuse it.',
  'metadata.version-zero':
    'This file has version 0. Versions begin with 1. Some clients refuse the file.',
  'metadata.time-form':
    'One file names its expiry with an offset, or with parts of a second. Compared as the instant that it is.',
  'target.no-length':
    'This file lists targets without their length. They are held against their digests alone. Some clients refuse the file.',
  'target.no-digest':
    'This file lists targets without a digest by SHA-256 or SHA-512. Nothing says what they have to hold, so that they were not judged. Have the list made again.',
  'metadata.staged':
    'Root 2 is staged and is signed by 1 of its own keys, and needs 2; it is signed by 1 of the keys of the version before, and needs 2. Signatures are missing. It counts once it has them and is published.',
  'file.ignored': 'One file was left aside. The verdict says nothing about it.',
  'root.version-gap':
    'Root version 2 is missing between 1 and 3. Add the missing versions. Without them, nothing links this version to the ones before.',
  'root.threshold-not-met':
    'Root 2 is signed by 1 of the keys of the version before, and needs 2. Do not trust this version. Look for a copy with all signatures.',
  'root.fork':
    'There are two different roots of version 2, and clients would accept each. Find out which one was published. The keyholders who signed the other have to explain it.',
  'root.not-trusted':
    'This root 1 is not the root 1 that you trust. Compare both with a third source. Someone may have given you another history.',
  'root.expired':
    'Root 1 is the newest here and has expired. Clients refuse it. Look for a newer version, or ask about another date.',
  'root.exact-threshold':
    'Version 1 has exactly two signatures. One missing keyholder would have stopped it.',
  'root.other-copy':
    'This is root 1 once more, with other signatures than 1.root.json. The signed part is the same. The copy with the most signatures is the one judged.',
  'role.threshold-not-met':
    'Targets 1 is signed by 0 of its keys, and needs 1. Clients refuse it. Look for a copy with all signatures.',
  'role.expired':
    'One file that clients need has expired. Clients refuse it. Look for a newer one, or ask about another date.',
  'role.fork':
    'There are two different files of targets 1, and clients would accept each. Find out which one was published. Those who signed the other have to explain it.',
  'target.mismatch':
    'This target is not the file that its role lists. Clients refuse it. Find out which of the two was changed.',
  'target.missing':
    'A target that this role lists is not among the files. Add the file, or leave the folder of targets out of the audit.',
  'signature.invalid':
    'Root 1 has a signature that its key did not make over these bytes. It counts for nothing. Ask the keyholder what they signed, and with which token.',
  'signature.unknown-key':
    'Root 1 has a signature under a keyid that no key here has. It counts for nothing. It may be for a version that is not among these files.',
  'signature.duplicate':
    'Root 1 lists one keyid twice. Only the first is counted. Some clients refuse a file like this.',
  'signature.two-keyids':
    'Version 1 lists some signatures twice. Same key, two key ids. Counted once.',
  'signature.empty':
    'Root 1 keeps a place for a signature that is not there. This key did not sign. Nothing is wrong while the threshold holds.',
  'signature.null': 'This file holds null where signatures belong. It is read as no signature.',
  'signature.not-in-role':
    'Root 1 has a signature of a key that is not in its role. It counts for nothing, and does no harm.',
  'key.legacy-encoding': 'Version 1 stores keys as hex points. Read and compared as public keys.',
  'key.shared-keyids': 'One key has had two key ids. Counted once, by public key.',
  'attestation.unused':
    'This attested key stands in no root here. It may belong to a version that is not among these files, or was never used.',
  'attestation.missing':
    'Four root keys have no attestation. Other root keys have one. Without it, nothing shows that a key was made on a device.',
  'attestation.shared-device-certificate':
    'Two devices share a device certificate. Normal: the vendor issues it for a batch.',
  'attestation.firmware-advisory':
    'One device runs firmware before 5.7.0. YSA-2024-03, published after the date of this verdict.',
  'rehearsal.production-key':
    'Root 1 is from a rehearsal, and a key that counts has signed it (and two more like it). Clients could take it for real. Find out whose token it was, and replace that key.',
};

describe('a group of findings', () => {
  it.each(Object.entries(sentences))('of %s is told in a sentence', async (code, sentence) => {
    expect(await titleOf(code)).toBe(sentence);
  });

  it('of a severity of its own for each: an expired newest root, and older ones', async () => {
    const report = await auditOf({
      '1.root.json': root({ version: 1, expires: earlier }),
      '2.root.json': root({ version: 2, expires: earlier }),
    });
    const view = auditView(report, { filesRead: 2, secondOpinion: false });
    expect(
      view.groups
        .filter(({ code }) => code === 'root.expired')
        .map(({ severity, title, findings }) => [severity, title, findings.length]),
    ).toEqual([
      ['error', 'Root 2 is the newest here and has expired', 1],
      ['info', 'One older root has expired since', 1],
    ]);
  });

  it('names each finding of the report once', async () => {
    const report = await auditOf(
      repository({ '2.root.json': root({ version: 2 }, []), 'x.txt': new Uint8Array() }),
    );
    const view = auditView(report, { filesRead: 2, secondOpinion: false });
    expect(view.groups.flatMap(({ findings }) => findings).toSorted((a, b) => a - b)).toEqual([
      ...report.findings.keys(),
    ]);
  });
});
