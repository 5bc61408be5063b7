import { realpathSync } from 'node:fs';
import { expect, it } from 'vitest';
import { oldLibrary } from '../../../main/station/old-library.ts';
import { Claim } from '../../../src/contract/values.ts';

const debian = realpathSync('/usr/lib/x86_64-linux-gnu/libykcs11.so');

it('says that Debian’s libykcs11 is older than firmware 5.7', () => {
  const claim = oldLibrary(debian, '5.7.1');
  expect(Claim.parse(claim)).toMatchObject({
    value: 'libykcs11 2.2.0, for firmware 5.7.1',
    state: 'note',
  });
});

it.each([
  [debian, '5.4.3'],
  [debian, '5.6.9'],
  ['/usr/local/lib/libykcs11.so.2.3.0', '5.7.1'],
  ['/usr/local/lib/libykcs11.so.2.7.2', '5.7.4'],
  ['/usr/local/lib/libykcs11.so', '5.7.1'],
  ['/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so', '5.7.1'],
  [debian, 'not told'],
])('says nothing of %s with %s', (path, firmware) => {
  expect(oldLibrary(path, firmware)).toBeNull();
});
