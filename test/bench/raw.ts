import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import pkcs11js from 'pkcs11js';
import type { Target } from './target.ts';

/** Builds the raw C loop with the system's compiler. @returns the program's path */
export function buildRawLoop(folder: string): string {
  const program = join(folder, 'raw-sign');
  const source = join(import.meta.dirname, 'raw-sign.c');
  execFileSync('gcc', ['-O2', '-o', program, source, '-ldl']);
  return program;
}

/** The same signature in C, without Node, in milliseconds each: a fifth more runs come first and are left out. */
export function rawLoop(
  program: string,
  { module, key, pin, environment }: Target,
  runs: number,
): number[] {
  const warm = Math.ceil(runs / 5);
  const words = [module, String(key.serial), pin, key.id, String(runs + warm)];
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', ...environment },
  });
  if (status !== 0) throw new Error(`the raw loop ended with ${status}: ${stderr}`);
  const times = stdout.trim().split('\n').map(Number);
  return times.slice(warm);
}

/** The same signature with pkcs11js in this process, and nothing of the station around it. */
export function rawSigner({ module: file, key, pin, environment, bytes }: Target): () => void {
  Object.assign(process.env, environment);
  const module = new pkcs11js.PKCS11();
  module.load(file);
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
