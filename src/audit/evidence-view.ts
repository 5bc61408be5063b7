import { hsmClaims, pivClaims } from './evidence-claims.ts';
import type { AttestationEntry, AuditReport, Finding, KeyEntry } from './report.ts';
import { capital, listed, ranges } from './words.ts';

/** One line of evidence, with how it was judged and why it matters. */
export interface EvidenceClaim {
  readonly label: string;
  readonly value: string;
  readonly why: string;
  readonly state: 'ok' | 'note' | 'stop' | 'unknown';
}

/** What the files show of one key: whose it is said to be, where it was made, and what speaks against it. */
export interface KeyEvidence {
  readonly spkiSha256: string;
  /** A person, else a device, else the start of the key's digest. */
  readonly title: string;
  readonly detail: string;
  /** It stands in the root role of some version here. */
  readonly inRoot: boolean;
  readonly tag: { readonly state: 'ok' | 'note' | 'stop' | 'unknown'; readonly text: string };
  readonly claims: readonly EvidenceClaim[];
  /** The key's certificates among the files. */
  readonly files: readonly string[];
}

const tags = {
  verified: { state: 'ok', text: 'Checked' },
  practice: { state: 'note', text: 'Practice' },
  invalid: { state: 'stop', text: 'Does not hold' },
  none: { state: 'unknown', text: 'None' },
} as const satisfies Record<KeyEntry['attestation'], KeyEvidence['tag']>;

/** The evidence of every key of a report: those of its roots first, then attested keys that stand in none. */
export function evidenceView(report: AuditReport): readonly KeyEvidence[] {
  const all = report.keys.map((key) => keyEvidence(report, key));
  return [...all.filter(({ inRoot }) => inRoot), ...all.filter(({ inRoot }) => !inRoot)];
}

function keyEvidence(report: AuditReport, key: KeyEntry): KeyEvidence {
  const attestations = report.attestations.filter(
    ({ spkiSha256 }) => spkiSha256 === key.spkiSha256,
  );
  const shown = attestations.find((one) => standsFor(one, key)) ?? attestations[0] ?? null;
  const { people, serials, rootVersions, spkiSha256 } = key;
  const device = serials.length === 0 ? 'No device is named' : listed(serials);
  const inRoot = rootVersions.length > 0;
  return {
    spkiSha256,
    title: people.length > 0 ? listed(people) : serials.length > 0 ? device : keyName(spkiSha256),
    detail: detailOf(key, shown, device),
    inRoot,
    tag: tags[key.attestation],
    claims: [
      personClaim(people),
      roleClaim(rootVersions),
      ...(shown === null ? [noneClaim(report)] : attestedClaims(report, key, shown)),
    ],
    files: attestations.map(({ path }) => path),
  };
}

/** The one attestation that the judgement of the key rests on. */
function standsFor({ chain }: AttestationEntry, { attestation }: KeyEntry): boolean {
  if (attestation === 'verified') return chain !== 'invalid' && chain !== 'practice';
  return attestation !== 'practice' || chain === 'practice';
}

export const keyName = (spkiSha256: string): string => `Key ${spkiSha256.slice(0, 8)}`;

function detailOf(key: KeyEntry, shown: AttestationEntry | null, device: string): string {
  if (shown === null) return key.serials.length > 0 ? device : 'No attestation';
  const model = shown.vendor === 'yubihsm2' ? 'YubiHSM 2' : 'YubiKey';
  const firmware = shown.firmware === null ? '' : `, firmware ${shown.firmware}`;
  return `${model} ${shown.serial ?? ''}`.trim() + firmware;
}

function personClaim(people: readonly string[]): EvidenceClaim {
  return people.length === 0
    ? {
        label: 'Person',
        value: 'The files name nobody',
        why: 'Evidence shows a device, never a hand.',
        state: 'unknown',
      }
    : {
        label: 'Person',
        value: listed(people),
        why: 'As the files say. A name is a claim that nothing here proves.',
        state: people.length === 1 ? 'ok' : 'note',
      };
}

function roleClaim(versions: readonly number[]): EvidenceClaim {
  if (versions.length === 0)
    return {
      label: 'In roots',
      value: 'In none of them',
      why: 'It may belong to a version that is not among these files, or was never used.',
      state: 'unknown',
    };
  const value = `${versions.length === 1 ? 'Version' : 'Versions'} ${ranges(versions)}`;
  return { label: 'In roots', value, why: '', state: 'ok' };
}

function noneClaim({ keys }: AuditReport): EvidenceClaim {
  const others = keys.some(({ attestation }) => attestation !== 'none');
  return {
    label: 'Attestation',
    value: 'None',
    why: 'Nothing here shows that this key was made on a device.',
    state: others ? 'note' : 'unknown',
  };
}

function attestedClaims(
  report: AuditReport,
  key: KeyEntry,
  shown: AttestationEntry,
): readonly EvidenceClaim[] {
  const about = report.findings.filter(({ data }) => data['spkiSha256'] === key.spkiSha256);
  const claims = shown.vendor === 'yubihsm2' ? hsmClaims(shown) : pivClaims(shown);
  return [
    chainClaim(key, shown, about),
    ...claims,
    firmwareClaim(shown, about),
    ...sharedClaim(report, shown),
  ];
}

function chainClaim(
  key: KeyEntry,
  { chain }: AttestationEntry,
  about: readonly Finding[],
): EvidenceClaim {
  const label = 'Chain';
  if (key.attestation === 'verified')
    return {
      label,
      value: chain,
      why: 'The maker vouches for the device, and the device for the key.',
      state: 'ok',
    };
  if (key.attestation === 'practice')
    return {
      label,
      value: 'The practice root',
      why: 'Its private key is public. It proves nothing.',
      state: 'note',
    };
  const reason = about.find(({ code }) => code === 'attestation.chain-invalid')?.message;
  return {
    label,
    value: 'It does not hold',
    why: `${capital(reason ?? 'this attestation does not hold')}. What follows are only words.`,
    state: 'stop',
  };
}

function firmwareClaim({ firmware }: AttestationEntry, about: readonly Finding[]): EvidenceClaim {
  const label = 'Firmware';
  if (firmware === null)
    return { label, value: 'The device does not tell', why: '', state: 'unknown' };
  const advisories = about.filter(({ code }) => code === 'attestation.firmware-advisory');
  if (advisories.length === 0)
    return { label, value: firmware, why: 'No advisory is known to this station.', state: 'ok' };
  const told = new Set(advisories.map(advisoryWords));
  return { label, value: firmware, why: [...told].join(' '), state: 'note' };
}

function advisoryWords({ data, hint }: Finding): string {
  const later = data['publishedAfterAsOf'] === true ? ', published after this instant' : '';
  return `${text(data['advisory'])}, until ${text(data['fixed'])}${later}. ${hint}`;
}

function sharedClaim({ findings }: AuditReport, { serial }: AttestationEntry): EvidenceClaim[] {
  if (serial === null) return [];
  const others = findings
    .filter(({ code }) => code === 'attestation.shared-device-certificate')
    .flatMap(({ data }) => (Array.isArray(data['serials']) ? data['serials'] : []))
    .filter((one) => typeof one === 'string');
  if (!others.includes(serial)) return [];
  return [
    {
      label: 'Device certificate',
      value: `Shared with ${listed([...new Set(others)].filter((one) => one !== serial))}`,
      why: 'Normal: the maker issues it for a batch. The serial in the attestation tells devices apart.',
      state: 'ok',
    },
  ];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : 'not told';
}
