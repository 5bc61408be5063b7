/**
 * The rules by which the station accepts a device's attestation. They are our own, written down and tested one by one,
 * since the certificates of real devices break the general rules of RFC 5280 in known places.
 *
 *  1. Exactly three steps: the key's certificate, the device's certificate, an issuer that is pinned in the program.
 *     A key that a device made can therefore never act as a device.
 *  2. The device's certificate is signed by a pinned issuer of the right vendor; the key's certificate is signed by the
 *     key in the device's certificate. Issuers are found by signature: their names are all alike, so names decide nothing.
 *  3. The device's certificate is a certificate authority that may issue no further one (path length 0, or none stated).
 *     Waived for devices under the U2F root of 2014, whose device certificates carry no such flag.
 *  4. The key's certificate is no certificate authority.
 *  5. Critical extensions other than basic constraints and key usage are refused.
 *  6. Not checked, for every root: validity dates (2016 to 2052 on every device; they say nothing about when a key was
 *     made), and the path length of a pinned issuer (the first edition of the PIV root states 0, the second 1, for one
 *     and the same key; rule 1 is stricter than both).
 *
 * A virtual device's chain keeps the same rules and ends in the practice root instead. It is never valid: it has a
 * verdict of its own, so that only code which asks for practice can accept it, and only in a rehearsal.
 */
import type { Certificate } from './certificate.ts';
import { isIssuedBy } from './issued-by.ts';
import { practiceRoot, practiceRootCertificate } from './practice-root.ts';
import { type Anchor, type Vendor, anchors } from './vendor-roots.ts';

export type ChainRule =
  | 'device-issuer'
  | 'key-issuer'
  | 'device-authority'
  | 'key-authority'
  | 'critical-extension'
  | 'practice-root';

export type ChainVerdict =
  /** The vendor vouches for the device, and the device for the key. */
  | { readonly valid: true; readonly practice: false; readonly anchor: Anchor }
  /** `practice`: whole, and ends in the practice root. Worth something in a rehearsal only. */
  | {
      readonly valid: false;
      readonly practice: boolean;
      readonly rule: ChainRule;
      readonly reason: string;
    };

/** Basic constraints and key usage. */
const understood = ['2.5.29.19', '2.5.29.15'];

/** Who has signed a device's certificate: a pinned issuer of the vendor, the practice root, or nobody whom the station knows. */
export type DeviceIssuer =
  | { readonly kind: 'vendor'; readonly anchor: Anchor }
  | { readonly kind: 'practice' }
  | { readonly kind: 'unknown' };

/**
 * Who vouches for the device with this certificate, by signature alone. It says nothing about any key yet.
 * `pinned` is for tests only.
 */
export function deviceIssuerOf(
  vendor: Vendor,
  deviceCert: Certificate,
  pinned: readonly Anchor[] = anchors(),
): DeviceIssuer {
  const anchor = pinned.find(
    ({ vendor: of, path: [issuer] }) =>
      of === vendor && issuer !== undefined && isIssuedBy(deviceCert, issuer.publicKey),
  );
  if (anchor !== undefined) return { kind: 'vendor', anchor };
  return { kind: endsInPractice(deviceCert) ? 'practice' : 'unknown' };
}

/**
 * Judges one chain by the rules above. `pinned` is a parameter only for tests; the program passes none, so that nothing
 * outside of it can add an issuer. Never throws for what the certificates hold.
 */
export function verifyDeviceChain(
  vendor: Vendor,
  keyCert: Certificate,
  deviceCert: Certificate,
  pinned: readonly Anchor[] = anchors(),
): ChainVerdict {
  const by = deviceIssuerOf(vendor, deviceCert, pinned);
  const anchor = by.kind === 'vendor' ? by.anchor : undefined;
  if (by.kind === 'unknown') {
    return broken(
      'device-issuer',
      'no vendor root that the station pins has signed the device certificate',
    );
  }
  if (!isIssuedBy(keyCert, deviceCert.publicKey)) {
    return broken('key-issuer', 'the device in the device certificate has not signed this key');
  }
  const mayIssue = deviceCert.isCa && (deviceCert.pathLength ?? 0) === 0;
  if (!mayIssue && anchor?.deviceMayLackCa !== true) {
    return broken('device-authority', 'the device certificate may not certify keys');
  }
  if (keyCert.isCa) return broken('key-authority', 'the key certificate claims to be an authority');
  for (const certificate of [keyCert, deviceCert]) {
    for (const [oid, extension] of certificate.extensions) {
      if (extension.critical && !understood.includes(oid)) {
        return broken('critical-extension', `extension ${oid} is critical and not known here`);
      }
    }
  }
  if (anchor === undefined) {
    return {
      valid: false,
      practice: true,
      rule: 'practice-root',
      reason: `it ends in the ${practiceRoot.name}, so ${vendor === 'yubikey-piv' ? 'a virtual YubiKey' : 'no HSM'} made it`,
    };
  }
  return { valid: true, practice: false, anchor };
}

function endsInPractice(deviceCert: Certificate): boolean {
  return isIssuedBy(deviceCert, practiceRootCertificate().publicKey);
}

function broken(rule: ChainRule, reason: string): ChainVerdict {
  return { valid: false, practice: false, rule, reason };
}
