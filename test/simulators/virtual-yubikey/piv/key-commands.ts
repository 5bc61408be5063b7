import { attestKey } from '../attestation.ts';
import { importedKeyPair, newKeyPair, publicKeyElements } from '../key-pair.ts';
import { status, StatusError } from '../status.ts';
import { readTemplate, readTlvs, tlv } from '../tlv.ts';
import { noData, type PivCommand } from './context.ts';
import { attestationSlot, checkAlgorithm, checkSlot, origin, policiesOf } from './stored-key.ts';

/** GENERATE ASYMMETRIC KEY PAIR (47). What was in the slot is gone. */
export const generate: PivCommand = async ({ memory, abilities, security }, { p2, data }) => {
  security.needManagementKey();
  checkSlot(p2);
  const template = readTemplate(data, 0xac);
  const id = checkAlgorithm(abilities, template.get(0x80)?.[0]);
  const policies = policiesOf(template, p2);
  const keys = await newKeyPair(id);
  memory.keys.set(p2, { ...keys, ...policies, origin: origin.generated });
  return tlv(0x7f49, publicKeyElements(keys));
};

/** IMPORT ASYMMETRIC KEY (FE), for P-256 and P-384. */
export const importKey: PivCommand = ({ memory, abilities, security }, { p1, p2, data }) => {
  security.needManagementKey();
  checkSlot(p2);
  const parts = new Map(readTlvs(data).map(({ tag, value }) => [tag, value]));
  const keys = importedKeyPair(checkAlgorithm(abilities, p1), parts.get(0x06) ?? noData);
  memory.keys.set(p2, { ...keys, ...policiesOf(parts, p2), origin: origin.imported });
  return noData;
};

/** MOVE KEY (F6) from slot P2 to slot P1; to FF deletes it. Since firmware 5.7. */
export const moveKey: PivCommand = ({ memory, abilities, security }, { p1, p2 }) => {
  if (!abilities.moveKey) throw new StatusError(status.unknownInstruction);
  security.needManagementKey();
  const key = memory.keys.get(p2);
  if (key === undefined) throw new StatusError(status.referenceNotFound);
  if (p1 !== 0xff) {
    checkSlot(p1);
    if (memory.keys.has(p1)) throw new StatusError(status.wrongParameter);
    memory.keys.set(p1, key);
  }
  memory.keys.delete(p2);
  return noData;
};

/** ATTEST (F9): a certificate about the key in slot P1, if the device made it. */
export const attest: PivCommand = ({ memory, identity, abilities }, { p1 }) => {
  const key = memory.keys.get(p1);
  const device = memory.keys.get(attestationSlot);
  if (key === undefined || device === undefined) {
    throw new StatusError(abilities.metadata ? status.referenceNotFound : status.wrongData);
  }
  if (key.origin !== origin.generated || p1 === attestationSlot) {
    throw new StatusError(status.wrongData);
  }
  return attestKey(identity, abilities, device, key, p1);
};
