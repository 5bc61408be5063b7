import { basename } from 'node:path';
import { readCertificate } from '../../../src/attestation/certificate.ts';
import { readChosenFile } from '../../ceremonies/chosen-file.ts';
import { keepCertificates } from '../../ceremonies/key-files.ts';
import { StepError } from '../desk.ts';
import { noKey } from '../look-key.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { wasYubikey } from '../yubikey/is-yubikey.ts';
import { judgeBrought, requireAboutBrought, type BroughtFile } from './brought-key.ts';

/** No certificate that the station reads is larger. */
const longest = 16 * 1024;

/** May this person still bring files: the token gives no attestation itself, and nothing was exported without one. */
export function mayBring({ plan, state }: Pick<OpenCeremony, 'plan' | 'state'>): boolean {
  return plan.mode === 'real' && isOpen(state);
}

function isOpen({ key, token, evidence, exported }: OpenCeremony['state']): boolean {
  if (key === null || wasYubikey(token)) return false;
  return evidence?.data.attested !== true && exported === null;
}

/**
 * Takes the attestation of this person's key from two files, and keeps both beside where the key will be exported, once
 * they hold: chain, serial, key, origin. Bytes that do not fit are never written.
 *
 * @param paths of the attestation of the key, and of the certificate of the device
 * @throws StepError `step.too-early`, `attestation.*`; AttestationError; FolderError
 */
export async function bringEvidence(
  ceremony: OpenCeremony,
  paths: { readonly key: string; readonly device: string },
): Promise<void> {
  const { state, plan, folder } = ceremony;
  const { key } = state;
  if (key === null) throw noKey();
  if (!isOpen(state)) throw notOpen(wasYubikey(state.token));
  const files = { key: await chosen(paths.key), device: await chosen(paths.device) };
  const { serial, spki } = key.data;
  const found = requireAboutBrought(judgeBrought(files.key, files.device), {
    serial,
    spki,
    mode: plan.mode,
  });
  await keepCertificates(folder, {
    serial,
    publicKey: found.publicKey,
    keyCertificate: readCertificate(files.key.bytes, files.key.name).der,
    deviceCertificate: readCertificate(files.device.bytes, files.device.name).der,
  });
}

async function chosen(path: string): Promise<BroughtFile> {
  return { name: basename(path), bytes: await readChosenFile(path, longest) };
}

function notOpen(yubikey: boolean): StepError {
  return new StepError(
    'step.too-early',
    yubikey ? 'a YubiKey is asked itself' : 'the evidence of this key is settled already',
    {
      hint: yubikey
        ? 'Plug it in: the station reads its attestation.'
        : 'It was accepted with an attestation, or the key was exported without one. Go on with the export.',
      notDone: ['Nothing was written.'],
    },
  );
}
