import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TokenHosts } from '../../../main/tokens/token-hosts.ts';
import type { TokenRef } from '../../../main/tokens/token.ts';
import {
  goodPin,
  hostileModule,
  keyId,
  newFolder,
  openTokens,
  practiceKey,
  practiceOnly,
  practiceToken,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

/** SoftHSM with a configuration of the person's own, holding one token. */
function ownSoftHsm(): string {
  const folder = newFolder();
  const configuration = path.join(folder, 'own.conf');
  mkdirSync(path.join(folder, 'tokens'));
  writeFileSync(configuration, `directories.tokendir = ${folder}/tokens\n`);
  const env = { SOFTHSM2_CONF: configuration, PATH: '/usr/bin:/bin' };
  const pins = ['--so-pin', '87654321', '--pin', goodPin];
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'own', ...pins], { env });
  return configuration;
}

async function withOwnToken(): Promise<{ hosts: TokenHosts; own: TokenRef }> {
  const hosts = await openTokens({ moduleEnvironment: { SOFTHSM2_CONF: ownSoftHsm() } });
  const [embedded] = (await hosts.list()).modules;
  const chosen = await hosts.chooseModule(embedded?.path ?? '');
  const { tokens } = await hosts.approveModule(chosen.id, chosen.sha256);
  const own = tokens[0]?.ref;
  if (own === undefined || own === null) throw new Error('the own token');
  return { hosts, own };
}

describe('a token of the person’s own SoftHSM', () => {
  it('is a production token', async () => {
    const { hosts, own } = await withOwnToken();
    const [token] = (await hosts.list()).tokens;
    expect(token).toMatchObject({ ref: own, label: 'own', practice: false, trouble: null });
  });

  it('is not the station’s to change or remove', async () => {
    const { hosts, own } = await withOwnToken();
    for (const refused of [hosts.setPin(own, '59374826'), hosts.removePractice(own)]) {
      expect((await rejection(refused)).code).toBe('token.not-practice');
    }
    expect(await hosts.colleaguePin(own)).toBeNull();
  });

  it('makes keys and signs beside the practice tokens', async () => {
    const { hosts, own } = await withOwnToken();
    const practice = await practiceToken(hosts);
    const [one, other] = await Promise.all([practiceKey(hosts, own), practiceKey(hosts, practice)]);
    const request = {
      scheme: 'ecdsa-sha2-nistp256',
      purpose: 'tuf-canonical',
      bytes: rootBytes,
      pin: goodPin,
    } as const;
    const signatures = await Promise.all([
      hosts.sign({ ...request, key: one.key }),
      hosts.sign({ ...request, key: other.key }),
      hosts.sign({ ...request, key: one.key }),
    ]);
    expect(signatures.map((signature) => signature[0])).toEqual([0x30, 0x30, 0x30]);
    // The practice store is not visible through the other module, nor the other way round.
    const elsewhere = { ...one.key, module: practice.module };
    expect((await rejection(hosts.sign({ ...request, key: elsewhere }))).code).toBe('token.absent');
  });

  it('appears when it is made by another program', async () => {
    const configuration = ownSoftHsm();
    const hosts = await openTokens({ moduleEnvironment: { SOFTHSM2_CONF: configuration } });
    const [embedded] = (await hosts.list()).modules;
    const chosen = await hosts.chooseModule(embedded?.path ?? '');
    await hosts.approveModule(chosen.id, chosen.sha256);
    const env = { SOFTHSM2_CONF: configuration, PATH: '/usr/bin:/bin' };
    const pins = ['--so-pin', '87654321', '--pin', goodPin];
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'new', ...pins], { env });
    const labels = (await hosts.list()).tokens.map(({ label }) => label);
    expect(new Set(labels)).toEqual(new Set(['own', 'new']));
  });
});

describe('a module that breaks', () => {
  it('leaves the others alone', async () => {
    const hosts = await openTokens({ moduleEnvironment: { HOSTILE_MODE: 'crash at sign' } });
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    const chosen = await hosts.chooseModule(hostileModule());
    const { tokens } = await hosts.approveModule(chosen.id, chosen.sha256);
    const hostile = tokens.find(({ module }) => module === chosen.id);
    const [shown] = hostile?.keys ?? [];
    if (hostile?.ref == null || shown?.spkiDigest == null) throw new Error('the hostile token');
    const request = { scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical' } as const;
    const broken = { ...hostile.ref, id: shown.id, spkiDigest: shown.spkiDigest };
    const [error, signature] = await Promise.all([
      rejection(hosts.sign({ ...request, key: broken, bytes: rootBytes, pin: goodPin })),
      hosts.sign({ ...request, key, bytes: rootBytes, pin: goodPin }),
    ]);
    expect(error.code).toBe('module.fault');
    expect(signature[0]).toBe(0x30);
  });

  it('is not known before it was chosen', async () => {
    const hosts = await openTokens({ places: practiceOnly });
    const [practice] = (await hosts.list()).modules;
    expect(practice?.origin).toBe('embedded');
    const ref = { module: 'm-practise', serial: '1' } as unknown as TokenRef;
    expect((await rejection(hosts.readKey(ref, keyId('01')))).code).toBe('token.input');
  });
});
