import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit, type AuditFile } from '../../src/audit/audit.ts';
import { compareText } from '../../src/audit/order.ts';
import { pageView } from '../../src/audit/page-view.ts';
import { auditView } from '../../src/audit/view.ts';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { vendorCertificates } from '../../src/attestation/vendor-certificates.ts';
import { fromBase64 } from '../../src/encoding/base64.ts';
import { AuditView } from '../../src/contract/audit.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { codesOf } from './made-files.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures/sigstore-root-signing');

function read(...patterns: readonly string[]): AuditFile[] {
  return globSync(patterns, { cwd: fixtures, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(fixtures, file),
      bytes: new Uint8Array(readFileSync(file)),
    }));
}

const question = { asOf: '2024-03-20T00:00:00Z', verifier: nobleVerifier };
const history = read('root_history/*');
const evidence = read('ceremony/*/keys/*/*');
const both = await audit([...history, ...evidence], question);

function pinnedDigest(file: string): string {
  const { base64 } = vendorCertificates.find((one) => one.file === file)!;
  return readCertificate(fromBase64(base64), file).sha256;
}

describe('the production roots 1 to 9', () => {
  it('are each signed by enough of their own keys and of those before', async () => {
    const { roots, verdict } = await audit(history, question);
    expect(verdict).toBe('pass');
    expect(roots.map((root) => [root.version, root.validByPrevious, root.validBySelf])).toEqual([
      [1, null, 5],
      [2, 5, 5],
      [3, 3, 3],
      [4, 4, 5],
      [5, 4, 4],
      [6, 5, 5],
      [7, 4, 4],
      [8, 4, 4],
      [9, 5, 5],
    ]);
    expect(roots.every(({ keys, threshold }) => keys === 5 && threshold === 3)).toBe(true);
  });

  it('keep their expiry as it was written, offset and nanoseconds', async () => {
    const { roots } = await audit(history, question);
    expect(roots.map(({ expires }) => expires).slice(0, 2)).toEqual([
      '2021-12-18T13:28:12.99008-06:00',
      '2022-05-11T19:09:02.663975009Z',
    ]);
  });

  it('give the same digests as anybody would compute', () => {
    expect(both.roots[0]).toMatchObject({
      sha256: 'cd7549b15e7b4e660a89c950bca1bce262a524a5cf909952b66951b5c8667bc6',
      signedSha256: 'eca99c3f26949ca734fc4c03ef2a128736158b2f76868773b0334974cc1f3470',
    });
  });

  it('list every signature of versions 5 and 9 under two keyids, and count each once', () => {
    for (const version of [5, 9]) {
      const root = both.roots.find((one) => one.version === version);
      const valid = root?.signatures.filter(({ status }) => status === 'valid') ?? [];
      expect(valid).toHaveLength(2 * (root?.validBySelf ?? 0));
      expect(new Set(valid.map(({ spkiSha256 }) => spkiSha256)).size).toBe(root?.validBySelf);
    }
  });

  it('have nothing against them but what is known of them', () => {
    expect(codesOf(both)).toEqual([
      'attestation.firmware-advisory',
      'root.exact-threshold',
      'attestation.shared-device-certificate',
      'key.legacy-encoding',
      'key.shared-keyids',
      'metadata.spec-version',
      'metadata.time-form',
      'root.expired',
      'signature.two-keyids',
    ]);
  });

  it('fail once the newest of them has expired', async () => {
    const day = '2024-09-12T06:53:10Z';
    const { verdict, findings } = await audit(history, { ...question, asOf: day });
    expect(verdict).toBe('fail');
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'root.expired', subject: 'root_history/9.root.json' },
    ]);
    const before = await audit(history, { ...question, asOf: '2024-09-12T06:53:09Z' });
    expect(before.verdict).toBe('pass');
  });
});

describe('keys and evidence of both ceremonies', () => {
  it('are joined by the public key', () => {
    expect(
      Object.fromEntries(
        both.keys.map(({ serials, rootVersions, attestation }) => [
          serials.join(),
          [rootVersions.join(' '), attestation],
        ]),
      ),
    ).toEqual({
      '13078778': ['1 2 3 4 5 6 7 8 9', 'verified'],
      '14454335': ['1 2 3', 'verified'],
      '14470876': ['1 2 3 4 5 6 7 8 9', 'verified'],
      '15938765': ['1 2 3 4 5 6 7 8 9', 'verified'],
      '15938791': ['1 2 3 4 5 6 7 8 9', 'verified'],
      '18158855': ['4 5 6 7 8 9', 'verified'],
    });
  });

  it('are ten attestations down to one root, with PIN and touch at every use', () => {
    expect(both.attestations).toHaveLength(10);
    for (const attestation of both.attestations) {
      expect(attestation).toMatchObject({
        vendor: 'yubikey-piv',
        chain: 'Yubico PIV Root CA Serial 263751',
        pinPolicy: 'always',
        touchPolicy: 'always',
        fips: false,
      });
    }
  });

  it('end in the root whose digest the maker and others have published', () => {
    expect(pinnedDigest('piv-root-263751.pem')).toMatch(/^63ece914[0-9a-f]{52}b546$/);
    expect(pinnedDigest('attestation-root-1.pem')).toMatch(/^62760c6a[0-9a-f]{52}d5a8$/);
  });

  it('are six physical keys, of which five have gone by three keyids each', () => {
    const shared = both.findings.filter(({ code }) => code === 'key.shared-keyids');
    expect(shared).toHaveLength(5);
    for (const { data } of shared) expect(data['keyids']).toHaveLength(3);
    expect(both.keys).toHaveLength(6);
  });

  it('are the same report in whatever order the files come', async () => {
    const turned = [...evidence, ...history].toReversed();
    expect(JSON.stringify(await audit(turned, question))).toBe(JSON.stringify(both));
  });
});

describe('the evidence of each key', () => {
  const view = auditView(both, { filesRead: 39, secondOpinion: true }).evidence;
  const claims = (serial: string) => {
    const found = view.find(({ title }) => title === serial)?.claims ?? [];
    return Object.fromEntries(
      found.map(({ label, value, state }) => [label, `${state}: ${value}`]),
    );
  };

  it('is whole for the six keys of the roots', () => {
    expect(
      view.map(({ title, inRoot, tag }) => `${title} ${inRoot} ${tag.text}`).toSorted(compareText),
    ).toEqual(
      ['13078778', '14454335', '14470876', '15938765', '15938791', '18158855'].map(
        (serial) => `${serial} true Checked`,
      ),
    );
  });

  it('says device, policies, chain, firmware and what is shared', () => {
    expect(claims('14454335')).toEqual({
      Person: 'unknown: The files name nobody',
      'In roots': 'ok: Versions 1 to 3',
      Chain: 'ok: Yubico PIV Root CA Serial 263751',
      Device: 'ok: YubiKey 14454335',
      PIN: 'ok: always',
      Touch: 'ok: always',
      Firmware: 'note: 5.2.7',
      'Device certificate': 'ok: Shared with 14470876, 15938765 and 15938791',
    });
    expect(claims('13078778')).not.toHaveProperty('Device certificate');
    expect(claims('18158855')).toMatchObject({ Firmware: 'note: 5.4.3' });
  });

  it('is said to be none without the certificates, and no key loses its name', async () => {
    const bare = auditView(await audit(history, question), { filesRead: 9, secondOpinion: true });
    expect(bare.evidence).toHaveLength(6);
    for (const { title, tag, claims: lines } of bare.evidence) {
      expect(title).toMatch(/^Key [0-9a-f]{8}$/);
      expect(tag).toEqual({ state: 'unknown', text: 'None' });
      expect(lines.at(-1)).toMatchObject({ label: 'Attestation', value: 'None' });
    }
  });

  it('of keys in no root stands apart', async () => {
    const alone = await audit([...read('root_history/1.root.json'), ...evidence], question);
    const shown = auditView(alone, { filesRead: 31, secondOpinion: true }).evidence;
    expect(shown.map(({ inRoot }) => inRoot)).toEqual([true, true, true, true, true, false]);
    expect(shown.at(-1)).toMatchObject({ title: '18158855', tag: { text: 'Checked' } });
    expect(shown.at(-1)?.claims[1]).toMatchObject({ value: 'In none of them', state: 'unknown' });
  });
});

describe('the whole of the published data', () => {
  it('passes, with two ceremonies and the history in one folder', async () => {
    const everything = await audit(read('**/*'), question);
    expect(everything.verdict).toBe('pass');
    expect(everything.roots).toHaveLength(9);
    expect(codesOf(everything)).not.toContain('file.ignored');
    expect(codesOf(everything)).not.toContain('root.fork');
  });

  it.each([
    ['2021-06-18', '2021-07-01T00:00:00Z', 'pass', 1],
    ['2022-07-12', '2022-07-20T00:00:00Z', 'pass', 4],
    // Its timestamp ran out on 27 July.
    ['2022-07-12', '2022-07-28T00:00:00Z', 'fail', 4],
  ])('ceremony %s as of %s: %s', async (ceremony, asOf, verdict, roots) => {
    const report = await audit(read(`ceremony/${ceremony}/**/*`), { ...question, asOf });
    expect(report.verdict).toBe(verdict);
    expect(report.roots).toHaveLength(roots);
  });
});

describe('the view of it', () => {
  const view = auditView(both, {
    filesRead: history.length + evidence.length,
    secondOpinion: true,
  });

  it('is what the contract names, and sums up in sentences', () => {
    const page = { ...pageView(view), asked: 'Here.', behind: [] };
    expect(AuditView.parse(page)).toEqual(page);
    expect(view).toMatchObject({
      name: 'Roots 1 to 9',
      headline: 'Pass, as of 20 March 2024',
      lead: 'Nine roots, each signed by enough keyholders, old and new. Two implementations agree.',
      footer: '39 files read. All 6 keys have evidence.',
    });
  });

  it('says that two implementations agree only if a second one was asked', () => {
    expect(auditView(both, { filesRead: 39, secondOpinion: false }).lead).toBe(
      'Nine roots, each signed by enough keyholders, old and new.',
    );
  });

  it('draws who signed, was silent, left or was not there yet', () => {
    const short = { signed: 'x', silent: 'o', left: 'l', absent: '.' } as const;
    expect(
      view.strands.map(({ title, detail, cells }) => [
        title,
        detail,
        cells.map((cell) => short[cell]).join(''),
      ]),
    ).toEqual([
      ['13078778', 'YubiKey, firmware 5.2.6', 'xxxxxxoox'],
      ['14470876', 'YubiKey, firmware 5.2.7', 'xxxxxxxxx'],
      ['15938765', 'YubiKey, firmware 5.2.7', 'xxxxoxxxx'],
      ['15938791', 'YubiKey, firmware 5.2.7', 'xxoxxxxxx'],
      ['14454335', 'YubiKey, firmware 5.2.7', 'xxollllll'],
      ['18158855', 'YubiKey, firmware 5.4.3', '...xxxxxx'],
    ]);
  });

  it('gathers findings into one sentence a code, worst first', () => {
    expect(view.groups.map(({ title, detail }) => `${title}. ${detail}`)).toEqual([
      'All six devices run firmware before 5.7.0. YSA-2024-03, published after the date of this verdict.',
      'Version 3 has exactly three signatures. One missing keyholder would have stopped it.',
      'Four devices share a device certificate. Normal: the vendor issues it for a batch.',
      'Versions 1 to 4 store keys as hex points. Read and compared as public keys.',
      'Five keys have had three key ids each. Counted once, by public key.',
      'Nine files name the specification by two numbers or none. Read all the same.',
      'Three files name their expiry with an offset, or with parts of a second. Compared as the instant that it is.',
      'Seven older roots have expired since. Normal. Only the latest must be valid.',
      'Versions 5 and 9 list each signature twice. Same key, two key ids. Counted once.',
    ]);
    expect(view.groups.flatMap(({ findings }) => findings)).toEqual([...both.findings.keys()]);
  });
});
