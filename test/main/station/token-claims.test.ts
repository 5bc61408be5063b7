import { describe, expect, it } from 'vitest';
import { deviceClaims, pinClaim, secretClaims } from '../../../main/station/token-claims.ts';
import { knownToken, yubikeyDetails, yubikeyStatus } from './known-token.ts';
import { flags, presentToken } from './present-token.ts';

const claimsOf = (...args: Parameters<typeof knownToken>) =>
  Object.fromEntries(deviceClaims(knownToken(...args)).map((claim) => [claim.label, claim]));

describe('what a token is', () => {
  it('is told by the device before the library', () => {
    const { Model, Serial, Firmware } = claimsOf();
    expect(Model).toMatchObject({ value: 'YubiKey 5C', why: 'Told by its library.', state: 'ok' });
    expect(Serial?.value).toBe('24617802');
    expect(Firmware).toMatchObject({ value: '5.7.2', why: 'Told by the device itself.' });
  });

  it('is told by the library where the device was not read, and is unknown where neither tells', () => {
    const unread = claimsOf({ yubikey: null });
    expect(unread['Firmware']).toMatchObject({ value: '5.43', why: 'As its library tells it.' });
    expect(unread['Form']).toBeUndefined();
    const silent = claimsOf({
      yubikey: null,
      token: presentToken({ serial: null, firmware: '' }),
    });
    for (const label of ['Serial', 'Firmware', 'Seen through'])
      expect(silent[label]).toMatchObject({ value: 'This token does not tell', state: 'unknown' });
  });

  it('is never called proved by what the device says of itself', () => {
    const { Form, 'FIPS series': fips } = claimsOf();
    expect(Form).toMatchObject({ value: 'USB-C Keychain' });
    expect(fips).toMatchObject({ value: 'No' });
    for (const claim of [Form, fips]) expect(claim?.why).toBe('Not proved: an attestation proves.');
    const silent = claimsOf({ yubikey: yubikeyDetails({}, { device: null }) });
    expect(silent['Form']).toMatchObject({ value: 'This token does not tell', state: 'unknown' });
  });

  it.each([
    ['5.2.3', 'Advisory YSA-2024-03', 'note'],
    ['5.7.2', 'Advisories', 'ok'],
    ['4.3.4', 'Advisory YSA-2017-01', 'note'],
  ])('is held against what its vendor published: firmware %s', (firmware, label, state) => {
    const claims = claimsOf({ yubikey: yubikeyDetails({ firmware }) });
    expect(claims[label]).toMatchObject({ state });
    expect(claims[label]?.value).toContain(state === 'ok' ? 'None' : `Firmware ${firmware}`);
  });

  it('names each advisory once', () => {
    const labels = deviceClaims(knownToken({ yubikey: yubikeyDetails({ firmware: '4.4.4' }) }))
      .map(({ label }) => label)
      .filter((label) => label.startsWith('Advisory'));
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('claims no advisory, and none away, for a firmware that it cannot read', () => {
    const labels = Object.keys(claimsOf({ yubikey: yubikeyDetails({ firmware: 'new' }) }));
    expect(labels.filter((label) => label.startsWith('Advisor'))).toEqual([]);
  });

  it.each([
    ['there is no key', { key: null }, null, 'None', 'there is none in slot 9c'],
    ['the key came from outside', {}, null, 'None', 'a key that it did not make'],
    [
      'there is one',
      {},
      { keyCert: new Uint8Array(), deviceCert: new Uint8Array() },
      'There is one for the key in 9c',
      'checks it against the pinned roots',
    ],
  ])('has an attestation or not: %s', (_, status, attestation, value, why) => {
    const { Attestation } = claimsOf({ yubikey: yubikeyDetails(status, { attestation }) });
    expect(Attestation?.value).toBe(value);
    expect(Attestation?.why).toContain(why);
  });
});

const claim = (label: string, status: Parameters<typeof yubikeyStatus>[0]) =>
  secretClaims(yubikeyStatus(status)).find((one) => one.label === label);

describe('the secrets of a YubiKey', () => {
  it.each([
    [{ isDefault: false, triesLeft: 3 }, 'Three tries of the PIN left', 'ok'],
    [{ isDefault: true, triesLeft: 3 }, 'From the factory. Three tries of the PIN left', 'note'],
    [{ isDefault: null, triesLeft: 3 }, 'Three tries of the PIN left', 'unknown'],
    [{ isDefault: false, triesLeft: 0 }, 'No tries left: the PIN is locked', 'note'],
    [{ isDefault: null, triesLeft: 0 }, 'No tries left: the PIN is locked', 'note'],
  ])('are a PIN %j', (pin, value, state) => {
    expect(claim('PIN', { pin })).toMatchObject({ value, state });
  });

  it.each([
    [{ isDefault: true, keptBehindPin: false }, 'From the factory', 'note'],
    [{ isDefault: false, keptBehindPin: true }, 'Kept on the token, behind its PIN', 'ok'],
    [{ isDefault: false, keptBehindPin: false }, 'Not kept on the token', 'note'],
    [{ isDefault: null, keptBehindPin: false }, 'This token does not tell', 'note'],
    [{ isDefault: null, keptBehindPin: true }, 'Kept on the token, behind its PIN', 'ok'],
  ])('are a management key %j', (managementKey, value, state) => {
    expect(claim('Management key', { managementKey })).toMatchObject({ value, state });
  });

  it('warn of a management key from the factory, though it is kept behind the PIN', () => {
    expect(
      claim('Management key', { managementKey: { isDefault: true, keptBehindPin: true } }),
    ).toMatchObject({ state: 'note', why: expect.stringContaining('Everybody knows it.') });
  });
});

describe('the PIN of another token', () => {
  it.each([
    [{}, 'unknown'],
    [{ pinCountLow: true }, 'note'],
    [{ pinFinalTry: true }, 'note'],
    [{ pinLocked: true }, 'note'],
  ])('with %j is %s', (change, state) => {
    const claim = pinClaim({ flags: { ...flags, ...change } }, 'Some tries left');
    expect(claim).toMatchObject({ label: 'PIN', value: 'Some tries left', state });
  });

  it('is typed on its own pad where it has one', () => {
    expect(pinClaim({ flags: { ...flags, protectedPath: true } }, 'Three tries left').value).toBe(
      'Typed on its own PIN pad. Three tries left',
    );
  });
});
