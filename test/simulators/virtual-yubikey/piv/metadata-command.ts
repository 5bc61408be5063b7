import { publicKeyElements } from '../key-pair.ts';
import { status, StatusError } from '../status.ts';
import { tlv } from '../tlv.ts';
import type { PivCommand } from './context.ts';
import type { Reference } from './reference.ts';

const element = (tag: number, ...bytes: readonly number[]): Buffer => tlv(tag, Buffer.from(bytes));

/** GET METADATA (F7) of a PIN, the management key or a slot. Since firmware 5.3. */
export const metadata: PivCommand = ({ memory, abilities }, { p2 }) => {
  if (!abilities.metadata) throw new StatusError(status.unknownInstruction);
  if (p2 === 0x80) return referenceMetadata(memory.pin);
  if (p2 === 0x81) return referenceMetadata(memory.puk);
  if (p2 === 0x9b) {
    const { algorithm, touchPolicy, isDefault } = memory.managementKey;
    return Buffer.concat([
      element(1, algorithm),
      element(2, 0, touchPolicy),
      element(5, Number(isDefault)),
    ]);
  }
  const key = memory.keys.get(p2);
  if (key === undefined) throw new StatusError(status.referenceNotFound);
  return Buffer.concat([
    element(1, key.algorithm),
    element(2, key.pinPolicy, key.touchPolicy),
    element(3, key.origin),
    tlv(4, publicKeyElements(key)),
  ]);
};

function referenceMetadata({ isDefault, most, left }: Reference): Buffer {
  return Buffer.concat([element(1, 0xff), element(5, Number(isDefault)), element(6, most, left)]);
}
