import type { RecordData } from '../../../src/ceremony/record.ts';
import { certificatesAbout } from '../../ceremonies/key-files.ts';
import type { AttestationCertificates } from '../../tokens/yubikey/yubikey.ts';
import { StepError } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { Named } from '../yubikey/attested-key.ts';
import { judgeBrought, requireAboutBrought } from './brought-key.ts';

/**
 * The very files that were accepted as evidence, judged anew. A token whose attestation was brought is asked for none.
 * @throws StepError `attestation.absent` where they are gone or others, `attestation.mismatch`, `attestation.not-vouched`
 */
export async function requireBrought(
  { folder }: Pick<OpenCeremony, 'folder'>,
  { brought, serial, spki }: RecordData<'evidence.accepted'>,
  named: Named,
  notDone: readonly string[],
): Promise<AttestationCertificates> {
  const found = await certificatesAbout(folder, serial, spki);
  if (found === null || brought === undefined) throw other('none', `keys/${serial}`, notDone);
  const place = `keys/${serial}`;
  const judged = judgeBrought(
    { name: `${place}, key certificate`, bytes: found.keyCert },
    { name: `${place}, device certificate`, bytes: found.deviceCert },
  );
  const same =
    judged.keyCert.sha256 === brought.keyCertSha256 &&
    judged.deviceCert.sha256 === brought.deviceCertSha256;
  if (!same) throw other('other certificates', place, notDone);
  requireAboutBrought(judged, named, notDone);
  return found;
}

function other(found: string, place: string, notDone: readonly string[]): StepError {
  return new StepError('attestation.absent', 'the attestation that you accepted is not there', {
    expected: 'the certificates that were accepted as evidence',
    found,
    place,
    hint: 'Somebody removed or changed a file in the ceremony folder. Tell the host. Bring the files back as they were.',
    notDone: [...notDone],
  });
}
