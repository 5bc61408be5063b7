import type { AuditView, BytesBehind } from '../../../../src/contract/audit.ts';
import { toHex } from '../../../../src/encoding/hex.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';
import type { Finding, RootEntry } from '../../../../src/audit/report.ts';
import type { AuditQuestion } from '../../../../renderer/screens/auditor/question.ts';
import { digestOf } from './digests.ts';

// What the public files of Sigstore's roots 1 to 9 show: devices, firmware, who signed which version.
type KeyEvidence = AuditView['evidence'][number];

const devices = [
  { serial: '13078778', firmware: '5.2.6', from: 1, to: 9, silent: [7, 8] },
  { serial: '14470876', firmware: '5.2.7', from: 1, to: 9, silent: [] },
  { serial: '15938765', firmware: '5.2.7', from: 1, to: 9, silent: [5] },
  { serial: '15938791', firmware: '5.2.7', from: 1, to: 9, silent: [3] },
  { serial: '14454335', firmware: '5.2.7', from: 1, to: 3, silent: [3] },
  { serial: '18158855', firmware: '5.4.3', from: 4, to: 9, silent: [] as number[] },
];
const bySelf = [5, 5, 3, 5, 4, 5, 4, 4, 5];
const byPrevious = [null, 5, 3, 4, 4, 5, 4, 4, 5];
const expires = [
  '2021-12-18T13:28:12.99008-06:00',
  '2022-05-11T19:09:02.663975009Z',
  '2022-11-12T14:00:00Z',
  '2023-01-12T18:22:02Z',
  '2023-04-18T18:13:43Z',
  '2023-08-16T18:13:43Z',
  '2023-10-04T13:08:11Z',
  '2024-03-26T04:38:55Z',
  '2024-09-12T06:53:10Z',
];
const versions = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const cell = (device: (typeof devices)[number], version: number) => {
  if (version < device.from) return 'absent';
  if (version > device.to) return version === device.to + 1 ? 'left' : 'absent';
  return device.silent.includes(version) ? 'silent' : 'signed';
};

const roots: RootEntry[] = versions.map((version, place) => ({
  version,
  file: `${version}.root.json`,
  sha256: digestOf(`file ${version}`),
  signedSha256: digestOf(`root ${version}`),
  expires: expires[place] ?? '',
  threshold: 3,
  keys: 5,
  validByPrevious: byPrevious[place] ?? null,
  validBySelf: bySelf[place] ?? 0,
  signatures: [],
}));

const finding = (
  code: string,
  severity: Finding['severity'],
  subject: string,
  message: string,
  data: Finding['data'] = {},
): Finding => ({ code, severity, subject, message, hint: '', data });

const advisory = devices.map((device) =>
  finding(
    'attestation.firmware-advisory',
    'warning',
    `${device.serial}, firmware ${device.firmware}`,
    'With the device in hand and laboratory equipment, someone could copy its ECDSA key.',
    { advisory: 'YSA-2024-03', published: '2024-09-03', fixedIn: '5.7.0' },
  ),
);
const findings: Finding[] = [
  ...advisory,
  finding(
    'root.exact-threshold',
    'info',
    '3.root.json',
    'Exactly three of three needed signatures are valid.',
  ),
  finding(
    'signature.duplicate',
    'info',
    '5.root.json',
    'Four signatures are listed under two key ids each.',
  ),
  finding(
    'signature.duplicate',
    'info',
    '9.root.json',
    'Five signatures are listed under two key ids each.',
  ),
  finding('key.shared-keyids', 'info', '13078778', 'This public key stands under three key ids.'),
  finding(
    'key.legacy-encoding',
    'info',
    '1.root.json to 4.root.json',
    'Keys are hexadecimal points, not PEM.',
  ),
  finding('root.expired', 'info', '1.root.json to 7.root.json', 'Superseded before it expired.'),
];

const places = (code: string): number[] =>
  findings.flatMap((one, place) => (one.code === code ? [place] : []));

const group = (
  code: string,
  severity: Finding['severity'],
  title: string,
  detail: string,
): AuditView['groups'][number] => ({
  code,
  severity,
  title,
  detail,
  findings: places(code),
  more: 0,
});

const batch = ['14454335', '14470876', '15938765', '15938791'];

function evidenceOf({ serial, firmware, from, to }: (typeof devices)[number]): KeyEvidence {
  const claim = (
    label: string,
    value: string,
    why: string,
    state: KeyEvidence['claims'][number]['state'] = 'ok',
  ) => ({ label, value, why, state });
  return {
    spkiSha256: digestOf(`key ${serial}`),
    title: serial,
    detail: `YubiKey ${serial}, firmware ${firmware}`,
    inRoot: true,
    tag: { state: 'ok', text: 'Checked' },
    claims: [
      claim('Person', 'The files name nobody', 'Evidence shows a device, never a hand.', 'unknown'),
      claim('In roots', `Versions ${from} to ${to}`, ''),
      claim(
        'Chain',
        'Yubico PIV Root CA Serial 263751',
        'The maker vouches for the device, and the device for the key.',
      ),
      claim('Device', `YubiKey ${serial}`, 'USB-A keychain.'),
      claim('PIN', 'always', 'Asked at every signature.'),
      claim('Touch', 'always', 'Nothing is signed without a finger on the device.'),
      claim(
        'Firmware',
        firmware,
        'YSA-2024-03, until 5.7.0, published after this instant. Possible with this firmware: with the device in hand and laboratory equipment, someone could copy the key.',
        'note',
      ),
      ...(batch.includes(serial)
        ? [
            claim(
              'Device certificate',
              `Shared with ${batch.filter((one) => one !== serial).join(', ')}`,
              'Normal: the maker issues it for a batch. The serial in the attestation tells devices apart.',
            ),
          ]
        : []),
    ],
    files: [`ceremony/2021-06-18/keys/${serial}/${serial}_key_cert.pem`],
  };
}

/** What a broken chain, a rehearsal, no evidence at all, and a YubiHSM look like. */
function evidenceOfFail(): KeyEvidence[] {
  const [first, second, third, ...rest] = auditPass.evidence;
  if (first === undefined || second === undefined || third === undefined) return [];
  const claims = first.claims.slice(0, 2);
  return [
    first,
    {
      ...second,
      title: 'Amara Okafor',
      tag: { state: 'stop', text: 'Does not hold' },
      claims: [
        {
          ...claims[0]!,
          value: 'Amara Okafor',
          why: 'As the files say. A name is a claim that nothing here proves.',
          state: 'ok',
        },
        claims[1]!,
        {
          label: 'Chain',
          value: 'It does not hold',
          why: 'This attestation does not hold: the device in the device certificate has not signed this key. What follows are only words.',
          state: 'stop',
        },
        ...second.claims.slice(3),
      ],
    },
    { ...third, tag: { state: 'note', text: 'Practice' } },
    ...rest.slice(0, 2).map((one) => ({
      ...one,
      detail: 'No attestation',
      tag: { state: 'unknown' as const, text: 'None' },
      claims: [
        ...claims,
        {
          label: 'Attestation',
          value: 'None',
          why: 'Nothing here shows that this key was made on a device.',
          state: 'note' as const,
        },
      ],
      files: [],
    })),
    {
      ...first,
      spkiSha256: digestOf('key in an HSM'),
      title: '7550054',
      detail: 'YubiHSM 2 7550054, firmware 2.4.0',
      inRoot: false,
    },
  ];
}

export const auditPass: AuditView = {
  name: 'Sigstore roots 1 to 9',
  headline: 'Pass, as of 20 March 2024',
  lead: 'Nine roots, each signed by enough keyholders, old and new. Two implementations agree.',
  asked: 'root-signing. The first version there is believed.',
  cut: '',
  filesRead: 39,
  footer: '39 files read. All 6 keys have evidence.',
  report: {
    format: 'station-audit/1',
    asOf: '2024-03-20T00:00:00Z',
    verdict: 'pass',
    roots,
    keys: [],
    attestations: [],
    findings,
  },
  behind: findings.map(() => 1),
  strands: devices.map((device) => ({
    spkiSha256: digestOf(`key ${device.serial}`),
    title: device.serial,
    detail: `YubiKey, firmware ${device.firmware}`,
    evidence: 'verified',
    cells: versions.map((version) => cell(device, version)),
  })),
  evidence: devices.map(evidenceOf),
  groups: [
    group(
      'attestation.firmware-advisory',
      'warning',
      'All six devices run firmware before 5.7.0',
      'YSA-2024-03, published after the date of this verdict.',
    ),
    group(
      'root.exact-threshold',
      'info',
      'Version 3 has exactly three signatures',
      'One missing keyholder would have stopped it.',
    ),
    group(
      'signature.duplicate',
      'info',
      'Versions 5 and 9 list each signature twice',
      'Same key, two key ids. Counted once.',
    ),
    group(
      'key.shared-keyids',
      'info',
      'Five keys have had three key ids each',
      'Counted once, by public key.',
    ),
    group(
      'key.legacy-encoding',
      'info',
      'Versions 1 to 4 store keys as hex points',
      'Read and compared as public keys.',
    ),
    group(
      'root.expired',
      'info',
      'Seven older roots have expired since',
      'Normal. Only the latest must be valid.',
    ),
  ],
};

const fork = finding(
  'root.fork',
  'error',
  '7.root.json and 7b.root.json',
  'Two different roots of version 7 are both signed by enough keyholders of version 6.',
  { first: digestOf('root 7'), second: digestOf('root 7b') },
);
const short = finding(
  'root.threshold-not-met',
  'error',
  '8.root.json',
  'Two of three needed signatures of version 7 are valid.',
);

/** A forked history that also lacks a signature, read years later. */
export const auditFail: AuditView = {
  ...auditPass,
  headline: 'Fail, as of 1 February 2027',
  lead: 'Two different roots of version 7 could both have been accepted, and version 8 has too few signatures.',
  footer: '41 files read. One key has no evidence.',
  report: {
    ...auditPass.report,
    asOf: '2027-02-01T09:30:00Z',
    verdict: 'fail',
    roots: roots
      .flatMap((root) =>
        root.version === 7 ? [root, { ...root, file: '7b.root.json', validBySelf: 3 }] : [root],
      )
      .map((root) => (root.version === 8 ? { ...root, validByPrevious: 2 } : root)),
    findings: [fork, short, ...findings],
  },
  evidence: evidenceOfFail(),
  // A fork stands in two files.
  behind: [2, 1, ...findings.map(() => 1)],
  strands: auditPass.strands.map((strand, place) => ({
    ...strand,
    ...(place === 4 ? { evidence: 'none' as const, detail: 'No attestation' } : {}),
    // The forked version 7 has two roots, so a cell more.
    cells: strand.cells.flatMap((one, at) => (at === 6 ? [one, one] : [one])),
  })),
  groups: [
    {
      code: 'root.fork',
      severity: 'error',
      title: 'Two roots of version 7 exist',
      detail: 'Any client that trusts version 6 would accept either.',
      findings: [0],
      more: 0,
    },
    {
      code: 'root.threshold-not-met',
      severity: 'error',
      title: 'Version 8 has too few signatures',
      detail: 'Two of three needed ones are valid.',
      findings: [1],
      more: 0,
    },
    ...auditPass.groups.map((one) => ({ ...one, findings: one.findings.map((at) => at + 2) })),
  ],
};

/** A question with everything in it. */
export const fullQuestion: AuditQuestion = {
  places: [
    { id: 'p-16', name: 'Root signing 16', kind: 'folder' },
    { id: 'p-hist', name: 'root_history', kind: 'folder' },
    { id: 'p-key', name: '13078778_key_cert.pem', kind: 'file' },
  ],
  git: false,
  trustedRoot: { id: 'p-mine', name: '1.root.json', kind: 'file' },
  when: { day: '2024-03-20', time: '00:00:00' },
};

const forkedText = `{
 "signatures": [
  {
   "keyid": "${digestOf('keyid')}",
   "sig": "3045022100a1"
  }
 ],
 "signed": {
  "_type": "root",
  "consistent_snapshot": true,
  "expires": "2023-10-04T13:08:11Z",
  "spec_version": "1.0",
  "version": 7
 }
}
`;

/** The bytes behind the fork, in the first of its two files. */
export const bytesOfFork: BytesBehind = {
  files: ['7.root.json', '7b.root.json'],
  at: 0,
  length: 5630,
  sha256: digestOf('file 7'),
  changedTo: null,
  offset: 0,
  hex: toHex(utf8(forkedText)),
  mark: { from: forkedText.indexOf('"version"'), to: forkedText.indexOf('7\n }') + 1 },
};

export const bytesChanged: BytesBehind = {
  ...bytesOfFork,
  changedTo: digestOf('file 7, changed'),
  hex: '',
  mark: null,
};
