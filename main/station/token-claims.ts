import { advisoriesFor } from '../../src/attestation/advisories.ts';
import { parseFirmware } from '../../src/attestation/firmware.ts';
import type { Claim } from '../../src/contract/values.ts';
import type { PresentToken } from '../tokens/token.ts';
import type { Reference, YubikeyStatus } from '../tokens/yubikey/yubikey.ts';
import { triesInWords } from './count-words.ts';
import { oldLibrary } from './old-library.ts';
import type { KnownToken } from './token-details.ts';

const notTold = 'This token does not tell';

/** What the token is: each line with who says so. */
export function deviceClaims(known: KnownToken): Claim[] {
  const { token, yubikey, usb, module } = known;
  const firmware = yubikey?.status.firmware ?? null;
  const old = module === null || firmware === null ? null : oldLibrary(module.path, firmware);
  const facts = yubikey?.device ?? usb?.info ?? null;
  return [
    plain(
      'Model',
      known.view.model,
      `Told by its library${usb === null ? '' : ', and seen on USB'}.`,
    ),
    plain('Serial', token.serial ?? notTold, 'Compare it with the number on its back.'),
    plain(
      'Firmware',
      firmware ?? (token.firmware === '' ? notTold : token.firmware),
      firmware === null ? 'As its library tells it.' : 'Told by the device itself.',
    ),
    ...(firmware === null ? [] : advisoryClaims(firmware, facts?.formFactor ?? null)),
    ...(yubikey === null && usb === null
      ? []
      : [
          plain(
            'Form',
            facts === null ? notTold : facts.formFactor,
            'Not proved: an attestation proves.',
          ),
          plain(
            'FIPS series',
            facts === null ? notTold : facts.fips ? 'Yes' : 'No',
            'Not proved: an attestation proves.',
          ),
        ]),
    ...(yubikey === null
      ? []
      : [
          plain(
            'Attestation',
            yubikey.attestation === null ? 'None' : 'There is one for the key in 9c',
            yubikey.status.key === null
              ? 'It is made for a key, and there is none in slot 9c.'
              : yubikey.attestation === null
                ? 'The device gives none for a key that it did not make.'
                : 'The evidence step checks it against the pinned roots.',
          ),
        ]),
    ...(old === null ? [] : [old]),
    plain(
      'Seen through',
      module?.name ?? notTold,
      module === null ? '' : 'Compare the digest of its file below with the one you trust.',
    ),
  ];
}

/** PIN, PUK and management key of a YubiKey, as it tells them. Nothing was tried to find out. */
export function secretClaims({ pin, puk, managementKey }: YubikeyStatus): Claim[] {
  return [
    secretClaim('PIN', pin),
    secretClaim('PUK', puk),
    {
      label: 'Management key',
      value: managementKey.keptBehindPin
        ? 'Kept on the token, behind its PIN'
        : defaultWords(managementKey.isDefault),
      why:
        managementKey.isDefault === true
          ? 'Everybody knows it. The set-up gives the token one of its own.'
          : managementKey.keptBehindPin
            ? 'Nobody has to write it down.'
            : 'The station makes no key without one that the token keeps. The set-up changes that.',
      state: managementKey.isDefault === true || !managementKey.keptBehindPin ? 'note' : 'ok',
    },
  ];
}

/** The PIN of a token that is no YubiKey, as far as its library tells. */
export function pinClaim({ flags }: Pick<PresentToken, 'flags'>, tries: string): Claim {
  return {
    label: 'PIN',
    value: flags.protectedPath ? `Typed on its own PIN pad. ${tries}` : tries,
    why: 'Its library does not tell whether it is the one from the factory.',
    state: flags.pinLocked || flags.pinFinalTry || flags.pinCountLow ? 'note' : 'unknown',
  };
}

function secretClaim(label: 'PIN' | 'PUK', { isDefault, triesLeft }: Reference): Claim {
  const value = triesInWords(triesLeft, label);
  if (isDefault === true)
    return {
      label,
      value: `From the factory. ${value}`,
      why: 'Everybody knows it. It has to be changed before a key is made.',
      state: 'note',
    };
  return {
    label,
    value,
    why:
      isDefault === null
        ? 'This token does not tell whether it is the one from the factory.'
        : 'It is not the one from the factory.',
    state: triesLeft === 0 ? 'note' : isDefault === null ? 'unknown' : 'ok',
  };
}

function defaultWords(isDefault: boolean | null): string {
  if (isDefault === null) return notTold;
  return isDefault ? 'From the factory' : 'Not kept on the token';
}

function advisoryClaims(firmware: string, formFactor: string | null): Claim[] {
  const parsed = parseFirmware(firmware);
  if (parsed === null) return [];
  const found = (['ecdsa-p256', 'rsa'] as const).flatMap((type) =>
    advisoriesFor('yubikey-piv', parsed, type, formFactor),
  );
  const unique = [...new Map(found.map((advisory) => [advisory.id, advisory])).values()];
  if (unique.length === 0)
    return [plain('Advisories', 'None that the station knows of', 'By model and firmware.')];
  return unique.map(({ id, consequence, source }) => ({
    label: `Advisory ${id}`,
    value: `Firmware ${firmware}: ${consequence}.`,
    why: `Published at ${source}`,
    state: 'note',
  }));
}

const plain = (label: string, value: string, why: string): Claim => ({
  label,
  value,
  why,
  state: value === notTold ? 'unknown' : 'ok',
});
