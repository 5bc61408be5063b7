import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pkcs11js from 'pkcs11js';
import { stationFolders } from '../../main/station/folders.ts';
import { createStation } from '../../main/station/station.ts';
import { TokenHosts } from '../../main/tokens/token-hosts.ts';
import type { KeyRef } from '../../main/tokens/token.ts';
import { isKeyId } from '../../main/tokens/listing.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { inTurn, spreadOf, table } from './measure.ts';
import { openBenchWindow } from './window.ts';

const pin = 'Bench7ok';
const bytes = utf8('{"_type":"bench"}');
const runs = 200;

/**
 * One signature on one SoftHSM2 key: raw, through the token host, and from the page through main, the token host and
 * back. All in one run on the same token.
 */
export async function benchSign(pageFolder: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const folders = stationFolders({ HOME: home });
  const tokens = await TokenHosts.open({
    practiceFolder: folders.practice,
    settingsFolder: folders.settings,
  });
  const key = await benchKey(tokens);
  const sign = () =>
    tokens.sign({ key, scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical', bytes, pin });
  const station = await createStation(
    { name: 'chromium', version: '0.0.0', root: true, pageNetwork: 'empty' },
    { folders },
  );
  // The page's smallest call stands for a signature here, so that the whole way is measured and no ceremony is needed.
  const handlers = { ...station.handlers, 'sign.touch': async () => (await sign(), null) };
  const window = await openBenchWindow(async () => ({ ...station, handlers }), pageFolder);
  try {
    const raw = rawSigner(folders.practice, key);
    const spreads = await inTurn(runs, { raw, host: sign });
    const page = spreadOf(await window.page.evaluate(callFromPage, runs));
    if (spreads['raw'] === undefined || spreads['host'] === undefined)
      throw new Error('nothing was measured');
    return table('One signature, ECDSA P-256 on SoftHSM2', [
      {
        what: 'raw: open session, log in, find, sign, log out, close, with pkcs11js in this process',
        spread: spreads['raw'],
        peer: null,
      },
      {
        what: 'token host: child process, serial and key checked, signature verified',
        spread: spreads['host'],
        peer: spreads['raw'],
      },
      { what: 'page, main, token host and back', spread: page, peer: spreads['raw'] },
    ]);
  } finally {
    await window.close();
    await station.close();
    await tokens.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function benchKey(tokens: TokenHosts): Promise<KeyRef> {
  const ref = await tokens.createPractice('Bench');
  await tokens.setPin(ref, pin);
  const id = 'be0c';
  if (!isKeyId(id)) throw new Error('not a key id');
  const made = await tokens.makeKey({
    ref,
    expectedSerial: ref.serial,
    scheme: 'ecdsa-sha2-nistp256',
    pin,
    label: 'PRACTICE bench',
    id,
  });
  return made.key;
}

/** The same signature with nothing of the station around it. */
function rawSigner(practice: string, key: KeyRef): () => void {
  process.env['SOFTHSM2_CONF'] = join(practice, 'softhsm2.conf');
  const module = new pkcs11js.PKCS11();
  module.load('/usr/lib/softhsm/libsofthsm2.so');
  module.C_Initialize();
  const slot = module
    .C_GetSlotList(true)
    .find((each) => module.C_GetTokenInfo(each).serialNumber.trim() === String(key.serial));
  if (slot === undefined) throw new Error('the token is not there');
  const digest = createHash('sha256').update(bytes).digest();
  return () => {
    const session = module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
    module.C_Login(session, pkcs11js.CKU_USER, pin);
    module.C_FindObjectsInit(session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
      { type: pkcs11js.CKA_ID, value: Buffer.from(key.id, 'hex') },
    ]);
    const [handle] = module.C_FindObjects(session, 1);
    module.C_FindObjectsFinal(session);
    if (handle === undefined) throw new Error('the key is not there');
    module.C_SignInit(session, { mechanism: pkcs11js.CKM_ECDSA }, handle);
    module.C_Sign(session, digest, Buffer.alloc(64));
    module.C_Logout(session);
    module.C_CloseSession(session);
  };
}

/** Runs in the page: one call after the other over the two functions that the page has. */
async function callFromPage(runs: number): Promise<number[]> {
  const { station } = window;
  const times: number[] = [];
  for (let run = -20; run < runs; run += 1) {
    const id = 1_000_000 + run;
    const began = performance.now();
    await new Promise<void>((resolve) => {
      const stop = station.listen((text) => {
        const frame: { id?: number } = JSON.parse(text);
        if (frame.id !== id) return;
        stop();
        resolve();
      });
      station.post(JSON.stringify({ t: 'call', id, method: 'sign.touch', value: null }));
    });
    if (run >= 0) times.push(performance.now() - began);
  }
  return times;
}
