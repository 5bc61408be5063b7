import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { heldKeys, keysByParticipant, nameOfKey } from '../../../main/station/held-keys.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import type { FileFact } from '../../../src/ceremony/record.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyPem, type PublicKey } from '../../../src/keys/public-key.ts';
import { freshKey, planFields } from '../../ceremony/people.ts';

const at = '2026-11-23T14:00:00Z';
const amarasToken = '24617802';
/** Amara has a token by its number; the others use any practice token. */
const fields = planFields((one) => ({
  ...one,
  participants: one.participants.map((person) =>
    person.id === 'amara' ? { ...person, token: amarasToken as never } : person,
  ),
}));

let home: string;
let folder: CeremonyFolder;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'held-keys-'));
  const path = await createCeremony(home, 'Root signing 1', utf8(planText(fields)));
  folder = await CeremonyFolder.open(path, at);
  const { title, mode, tuf } = folder.plan;
  await folder.append(
    {
      kind: 'ceremony.opened',
      participant: null,
      data: {
        format: 'station-transcript/1',
        title,
        mode,
        rootVersion: tuf.rootVersion,
        station: 'test 0',
      },
    },
    at,
  );
});
afterEach(async () => {
  await folder.close();
  rmSync(home, { recursive: true, force: true });
});

/** Lays a key file down, as a bundle or a person does. */
function layDown(name: string, key: PublicKey): FileFact {
  const bytes = utf8(publicKeyPem(key));
  mkdirSync(join(folder.path, 'keys', name), { recursive: true });
  writeFileSync(join(folder.path, 'keys', name, `${name}_pubkey.pem`), bytes);
  return {
    path: folderPath('keys', name, `${name}_pubkey.pem`),
    bytes: bytes.length,
    sha256: sha256Hex(bytes),
  };
}
const taken = (from: string | null, added: readonly FileFact[]) =>
  folder.append(
    {
      kind: 'bundle.taken',
      participant: null,
      data: {
        name: `${from ?? 'ceremony'}-1.ceremony`,
        manifestSha256: sha256Hex(utf8('manifest')),
        from,
        transcript: null,
        added: [...added],
        signatures: [],
      },
    },
    at,
  );
const exported = (participant: string, serial: string, key: PublicKey, file: FileFact) =>
  folder.append(
    {
      kind: 'export.written',
      participant,
      data: { serial: serial as never, spki: key.digest, files: [file] },
    },
    at,
  );
const holders = async () =>
  (await heldKeys(folder)).map(({ participant, publicKey }) => [participant, publicKey.digest]);

describe('whose key is whose', () => {
  it('is nobody’s while no key file is there', async () => {
    expect(await heldKeys(folder)).toEqual([]);
  });

  it('is told by the record of the export', async () => {
    const key = freshKey();
    await exported('jonas', 'aaaa1111', key, layDown('aaaa1111', key));
    expect(await heldKeys(folder)).toMatchObject([
      { participant: 'jonas', name: 'Jonas Lindqvist', serial: 'aaaa1111', certain: true },
    ]);
  });

  it('is refused where the file is not the one that was exported', async () => {
    const key = freshKey();
    await exported('jonas', 'aaaa1111', key, layDown('aaaa1111', key));
    layDown('aaaa1111', freshKey());
    await expect(heldKeys(folder)).rejects.toMatchObject({
      code: 'folder.changed',
      place: 'keys/aaaa1111/aaaa1111_pubkey.pem',
    });
  });

  it('is refused where the file is no key at all', async () => {
    const key = freshKey();
    const file = layDown('aaaa1111', key);
    await exported('jonas', 'aaaa1111', key, file);
    writeFileSync(join(folder.path, file.path), 'garbage');
    await expect(heldKeys(folder)).rejects.toMatchObject({
      place: expect.stringContaining('keys/'),
    });
  });

  it('is told by the bundle that its writer brought', async () => {
    const key = freshKey();
    await taken('mei', [layDown('bbbb2222', key)]);
    expect(await holders()).toEqual([['mei', key.digest]]);
  });

  it('does not forget the first bundle’s key when a second brings only a signature', async () => {
    const key = freshKey();
    await taken('mei', [layDown('bbbb2222', key)]);
    await taken('mei', []);
    expect(await holders()).toEqual([['mei', key.digest]]);
  });

  it('follows the last key that somebody brought', async () => {
    const [first, second] = [freshKey(), freshKey()];
    await taken('mei', [layDown('bbbb2222', first)]);
    await taken('mei', [layDown('cccc3333', second)]);
    expect(await holders()).toEqual([['mei', second.digest]]);
  });

  it('is not somebody’s whose bundle says so, under another number than the plan has', async () => {
    await taken('amara', [layDown('66666666', freshKey())]);
    expect(await heldKeys(folder)).toEqual([]);
    await taken('amara', [layDown(`${amarasToken}9`, freshKey())]);
    expect(await heldKeys(folder)).toEqual([]);
    const key = freshKey();
    await taken('amara', [layDown(`${amarasToken}-${key.digest.slice(0, 8)}`, key)]);
    expect(await holders()).toEqual([['amara', key.digest]]);
  });

  it('is guessed by the number in the plan, and not for sure where its token has further keys', async () => {
    const key = freshKey();
    layDown(amarasToken, key);
    expect(await heldKeys(folder)).toMatchObject([{ participant: 'amara', certain: true }]);
    layDown(`${amarasToken}-0a0b0c0d`, freshKey());
    expect(await heldKeys(folder)).toMatchObject([{ participant: 'amara', certain: false }]);
  });

  it('cannot be guessed for somebody who may use any practice token', async () => {
    layDown('practice', freshKey());
    expect(await heldKeys(folder)).toEqual([]);
  });

  it('is found again by its digest', async () => {
    const key = freshKey();
    await taken('mei', [layDown('bbbb2222', key)]);
    const held = await heldKeys(folder);
    expect(nameOfKey(held)(key.digest)).toBe('Mei Tanaka');
    expect(nameOfKey(held)(freshKey().digest)).toBeNull();
    expect(keysByParticipant(held).get('mei')?.digest).toBe(key.digest);
  });
});
