import { describe, expect, it } from 'vitest';
import { usePublicationKeys } from '../../../../renderer/screens/host/publication-keys.tsx';
import type { PublicationKey } from '../../../../src/contract/publication-keys.ts';
import { publicationKeysOf } from '../../gallery/values/delegations.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';
import { all, heard, treeOf } from '../../rules/tree.ts';

const keys = publicationKeysOf('real');
const file = keys.find(({ kind }) => kind === 'file')!;
const token = keys.find(({ kind }) => kind === 'token')!;

/** The card, and what is missing. */
function Page({ of }: { of: readonly PublicationKey[] }) {
  const { missing, card } = usePublicationKeys(of);
  return (
    <>
      {card}
      <output>{missing ?? 'nothing is missing'}</output>
    </>
  );
}

const page = (...of: readonly PublicationKey[]) => markup(withStation(<Page of={of} />));
const missing = (...of: readonly PublicationKey[]): string =>
  heard(all(treeOf(page(...of).html), 'output')[0]!);

describe('the keys that sign a publication', () => {
  it('are each named with what they sign, and asked for their own secret', () => {
    const { html, spoken } = page(token, file);
    for (const { name, signs } of [token, file])
      expect(spoken).toContain(`${name} signs ${signs}.`);
    const root = treeOf(html);
    expect(all(root, 'label').map(heard)).toEqual([
      `PIN of ${token.name}`,
      'Passphrase of the key file',
    ]);
    for (const field of all(root, 'input')) expect(field.attributes.get('type')).toBe('password');
  });

  it('take a passphrase of any length that a file may have, and a PIN of 64 signs', () => {
    const [pin, passphrase] = all(treeOf(page(token, file).html), 'input');
    expect(pin?.attributes.get('maxLength')).toBe('64');
    expect(passphrase?.attributes.get('maxLength')).toBe('1024');
  });

  it('are missed in this order: one that is away, the file, then what is to be typed', () => {
    const away = { ...token, ready: false, reason: 'Plug it in.' };
    expect(missing(file, away)).toBe(`${token.name}: Plug it in.`);
    expect(missing(token, file)).toBe('Choose the key file.');
    expect(missing(token)).toBe(`Enter the PIN of ${token.name}.`);
    expect(missing()).toBe('nothing is missing');
  });

  it('ask nothing of one that is away: it says why', () => {
    const { html, spoken } = page({ ...token, ready: false, reason: 'Plug in 24617799.' });
    expect(all(treeOf(html), 'input')).toEqual([]);
    expect(spoken).toContain('Plug in 2 4 6 1 7 7 9 9 .');
  });

  it('ask nothing in a rehearsal: the station keeps the PINs, and nothing is missing', () => {
    const practice = publicationKeysOf('rehearsal');
    expect(all(treeOf(page(...practice).html), 'input', 'button')).toEqual([]);
    expect(missing(...practice)).toBe('nothing is missing');
    expect(missing({ ...practice[0]!, ready: false })).toBe('nothing is missing');
  });

  it('say that no file is chosen until somebody has', () => {
    expect(page(file).spoken).toContain('No key file is chosen.');
  });
});
