import { expect, it } from 'vitest';
import { hidesKeys } from '../../../main/tokens/hidden-keys.ts';

it.each([
  ['Yubico (www.yubico.com)', 'YubiHSM', true],
  ['Yubico (www.yubico.com)', 'YubiHSM 2', true],
  ['Yubico (www.yubico.com)', 'YubiKey YK5', false],
  ['Somebody else', 'YubiHSM', false],
  ['SoftHSM project', 'SoftHSM v2', false],
  ['Yubico (www.yubico.com)', 'no YubiHSM', false],
  ['', '', false],
])(
  'a token of "%s", model "%s", hides its keys before the PIN: %s',
  (manufacturer, model, hides) => {
    expect(hidesKeys({ manufacturer, model })).toBe(hides);
  },
);
