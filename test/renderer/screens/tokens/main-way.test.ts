import { expect, it } from 'vitest';
import { mainWay } from '../../../../renderer/screens/tokens/main-way.ts';
import {
  busyYubikey,
  lockedYubikey,
  newYubikey,
  practiceDetails,
  setUpYubikey,
  silentYubikey,
  usedYubikey,
} from '../../gallery/values/token-care.ts';

it('offers the set-up of a YubiKey as from the factory, where nothing is lost', () => {
  expect(mainWay(newYubikey('real'))).toMatchObject({ way: 'set-up' });
});

it('leads a locked PIN to the PUK', () => {
  expect(mainWay(lockedYubikey('real'))).toMatchObject({ way: 'unblock' });
});

it.each([
  ['one that is set up', setUpYubikey('real')],
  ['one with keys', usedYubikey('real')],
  ['one that must be left alone', silentYubikey('real')],
  ['one that could not be read', busyYubikey('real')],
  ['a practice token', practiceDetails],
])('never puts an erasure first: %s', (_, details) => {
  expect(mainWay(details)).toBeNull();
});

it('offers nothing where PIN and PUK are both locked', () => {
  const locked = lockedYubikey('real');
  expect(mainWay({ ...locked, unblockPin: { lock: 'Its PUK is locked, too.' } })).toBeNull();
});
