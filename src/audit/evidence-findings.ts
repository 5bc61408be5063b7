import { advisoriesFor } from '../attestation/advisories.ts';
import type { Attestation } from '../attestation/attestation.ts';
import { isSameSerial } from '../attestation/same-serial.ts';
import { compareInstants, type Instant } from '../encoding/instant.ts';
import type { Evidence } from './evidence.ts';
import { finding } from './findings.ts';
import type { MarkedKeys } from './rehearsal.ts';
import type { Finding } from './report.ts';
import { count, listed } from './words.ts';

/** What there is to say about attestations by themselves. Evidence given twice is spoken of once. */
export function evidenceFindings(
  evidence: readonly Evidence[],
  marks: MarkedKeys,
  asOf: Instant,
): Finding[] {
  return [
    ...evidence.flatMap((one) => chain(one, marks)),
    ...evidence.flatMap(sameKey),
    ...evidence.flatMap(sameSerial),
    ...distinct(evidence).flatMap((one) => policies(one, asOf)),
    ...sharedDevices(evidence),
  ];
}

/** True if the vendor vouches for the device, and the device for the key. */
export function isVerified({ attestation }: Evidence): boolean {
  return attestation?.chain.valid === true;
}

/** True if the whole chain ends in the practice root. */
export function isPractice({ attestation }: Evidence): boolean {
  return attestation?.chain.practice === true;
}

/** A practice chain is in order for a key that carries the practice mark wherever it stands, and for no other. */
function chain(evidence: Evidence, { practice, production }: MarkedKeys): Finding[] {
  const { path, attestation, keyCert, problem } = evidence;
  if (keyCert === null || isVerified(evidence)) return [];
  const spki = keyCert.publicKey.digest;
  if (isPractice(evidence) && practice.has(spki) && !production.has(spki)) return [];
  const reason = attestation?.chain.valid === false ? attestation.chain.reason : (problem ?? '');
  return [
    finding('attestation.chain-invalid', {
      subject: path,
      message: `this attestation does not hold: ${reason}`,
      hint: 'Nothing shows that this key was made on a device. Ask the keyholder to export the evidence again.',
      data: {
        rule: attestation?.chain.valid === false ? attestation.chain.rule : 'unreadable',
        spkiSha256: keyCert.publicKey.digest,
      },
    }),
  ];
}

function sameKey({ path, keyCert, publicKey }: Evidence): Finding[] {
  if (keyCert === null || publicKey === null) return [];
  const attested = keyCert.publicKey.digest;
  if (attested === publicKey.key.digest) return [];
  return [
    finding('attestation.key-mismatch', {
      subject: publicKey.path,
      message: `the public key is not the one that ${path} is about`,
      hint: 'The evidence is about another key. Ask the keyholder to export both again.',
      data: { attestedSpkiSha256: attested, spkiSha256: publicKey.key.digest },
    }),
  ];
}

function sameSerial({ path, attestation, statedSerials }: Evidence): Finding[] {
  const serial = attestation?.serial ?? null;
  const others =
    attestation === null
      ? []
      : statedSerials.filter((stated) => !isSameSerial(attestation, stated));
  if (serial === null || others.length === 0) return [];
  return [
    finding('attestation.serial-mismatch', {
      subject: path,
      message: `the folder or file says ${listed(others)}, the device says ${serial}`,
      hint: "The evidence lies under another device's number. Find out which device is meant.",
      data: { serial, stated: others },
    }),
  ];
}

function policies(evidence: Evidence, asOf: Instant): Finding[] {
  const { attestation, path: subject } = evidence;
  if (attestation === null) return [];
  const { serial } = attestation;
  const device = serial === null ? 'this device' : `device ${serial}`;
  // An HSM has no touch, and asks for its PIN once a session: it says nothing of either.
  if (attestation.vendor === 'yubihsm2') return advisory(attestation, subject, device, asOf);
  const { pinPolicy, touchPolicy } = attestation;
  const data = { serial, spkiSha256: attestation.publicKey.digest };
  const findings: Finding[] = [];
  if (touchPolicy === 'never') {
    findings.push(
      finding('attestation.touch-never', {
        subject,
        message: `${device} signs with this key without a touch`,
        hint: "A program on the keyholder's computer could sign while the device is plugged in.",
        data: { ...data, touchPolicy },
      }),
    );
  }
  if (pinPolicy !== 'always' && pinPolicy !== 'match-always') {
    findings.push(
      finding('attestation.pin-not-always', {
        subject,
        message: `${device} does not ask for the PIN at every signature (${pinPolicy})`,
        hint: 'After one PIN, or none, further signatures are made without asking.',
        data: { ...data, pinPolicy },
      }),
    );
  }
  return [...findings, ...advisory(attestation, subject, device, asOf)];
}

function advisory(
  attestation: Attestation,
  subject: string,
  device: string,
  asOf: Instant,
): Finding[] {
  const { vendor, firmware, publicKey, serial } = attestation;
  const formFactor = vendor === 'yubikey-piv' ? attestation.formFactor : null;
  return advisoriesFor(vendor, firmware, publicKey.type, formFactor).map((one) =>
    finding('attestation.firmware-advisory', {
      subject,
      message: `${device} runs firmware ${firmware.text}, before ${one.fixed.text} (${one.id})`,
      hint: `Possible with this firmware: ${one.consequence}.`,
      data: {
        serial,
        spkiSha256: publicKey.digest,
        firmware: firmware.text,
        fixed: one.fixed.text,
        advisory: one.id,
        published: one.published.text,
        publishedAfterAsOf: compareInstants(one.published, asOf) > 0,
      },
    }),
  );
}

function sharedDevices(evidence: readonly Evidence[]): Finding[] {
  const attestations = evidence.flatMap(({ path, attestation }) =>
    attestation?.chain.valid === true ? [{ path, attestation }] : [],
  );
  const byDevice = Map.groupBy(attestations, ({ attestation }) => attestation.deviceCert.sha256);
  return [...byDevice].flatMap(([deviceCertSha256, all]): Finding[] => {
    const serials = [...new Set(all.flatMap(({ attestation }) => attestation.serial ?? []))];
    const [first] = all;
    if (first === undefined || serials.length < 2) return [];
    return [
      finding('attestation.shared-device-certificate', {
        subject: first.path,
        message: `${count(serials.length, 'device')} (${listed(serials)}) have one device certificate`,
        hint: 'Normal: the vendor issues it for a batch. It does not tell these devices apart, the serial in the attestation does.',
        data: { serials, deviceCertSha256 },
      }),
    ];
  });
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const byCertificate = new Map<string, Evidence>();
  for (const one of evidence) {
    const name = one.keyCert?.sha256 ?? one.path;
    if (!byCertificate.has(name)) byCertificate.set(name, one);
  }
  return [...byCertificate.values()];
}
