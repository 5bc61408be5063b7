import { dirname } from 'node:path';
import { decodePem } from '../../src/encoding/pem.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { followingPlan } from '../../src/ceremony/following-plan.ts';
import { planText } from '../../src/ceremony/plan.ts';
import { isSerial } from '../../src/ceremony/serial.ts';
import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { filesBelow } from '../ceremonies/files-below.ts';
import { exportKey } from '../ceremonies/key-files.ts';
import { createCeremony, folderNameFor, unusedName } from '../ceremonies/new-ceremony.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { publish } from '../ceremonies/repository-writer.ts';
import { StepError } from './desk.ts';
import { heldKeys, longestKeyFile } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { isPublished } from './root-at-hand.ts';

/** What a repository may hold to be taken along. */
const bounds = { files: 5000, bytes: 64 * 1024 * 1024 };

/**
 * Makes the folder of what comes after a ceremony, beside its own: the plan of the next version, the repository as it is
 * published, and the keys with their certificates. Nothing in the folder of the ceremony is changed.
 *
 * @returns the path of the new folder; its plan can still be changed
 * @throws StepError `step.too-early` before the publication; FolderError; PlanError
 */
export async function followCeremony(ceremony: OpenCeremony, now: string): Promise<string> {
  const { folder, plan } = ceremony;
  if (!(await isPublished(folder))) throw notPublished();
  const { sha256: _sha256, ...fields } = plan;
  const held = await heldKeys(folder);
  const serials = new Map(
    held.flatMap(({ participant, serial }) =>
      isSerial(serial) ? [[participant, serial] as const] : [],
    ),
  );
  const next = followingPlan(fields, now.slice(0, 10), serials);
  const parent = dirname(folder.path);
  const name = await unusedName(parent, folderNameFor(next.title));
  const path = await createCeremony(parent, name, utf8(planText(next)));
  const made = await CeremonyFolder.open(path, now);
  try {
    const files = await filesBelow(folder.directory, ['repository'], bounds);
    await publish(
      made,
      files.map((file) => ({ path: file.path.slice('repository/'.length), bytes: file.bytes })),
    );
    for (const { serial, publicKey } of held) {
      if (!isSerial(serial)) continue;
      const certificate = async (kind: 'key' | 'device') =>
        certificateAt(folder, `keys/${serial}/${serial}_${kind}_cert.pem`);
      await exportKey(made, {
        serial,
        publicKey,
        keyCertificate: await certificate('key'),
        deviceCertificate: await certificate('device'),
      });
    }
  } finally {
    await made.close();
  }
  return path;
}

/** A certificate that was exported, DER; null where the token gave none. */
async function certificateAt(folder: CeremonyFolder, path: string): Promise<Uint8Array | null> {
  const pem = await readAt(folder.directory, path, longestKeyFile);
  return pem === null ? null : decodePem(fromUtf8(pem), 'CERTIFICATE');
}

function notPublished(): StepError {
  return new StepError('step.too-early', 'the root of this ceremony is not published yet', {
    hint: 'Publish it, then plan the next one.',
    notDone: ['No plan was made.'],
  });
}
