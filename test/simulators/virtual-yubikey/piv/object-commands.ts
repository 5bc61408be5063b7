import { status, StatusError } from '../status.ts';
import { readTlvs, tlv } from '../tlv.ts';
import { noData, type PivCommand } from './context.ts';

/** The discovery object (SP 800-73-4, part 1, 3.3.2): the PIN of the application, no global one. */
const discovery = Buffer.from('7e124f0ba0000003080000100001005f2f024000', 'hex');

/** Objects that are read only after the PIN: fingerprints, face, printed information, iris. */
const behindPin: ReadonlySet<string> = new Set(['5fc103', '5fc108', '5fc109', '5fc121']);

/** The largest object of a YubiKey. */
const largest = 3052;

/** GET DATA (CB). */
export const getData: PivCommand = ({ memory, security }, { data }) => {
  const [id] = readTlvs(data);
  if (id?.tag !== 0x5c) throw new StatusError(status.wrongData);
  const name = id.value.toString('hex');
  if (name === '7e') return discovery;
  if (behindPin.has(name)) security.needPin();
  const object = memory.objects.get(name);
  if (object === undefined) throw new StatusError(status.notFound);
  return tlv(0x53, object);
};

/** PUT DATA (DB). An empty value deletes the object. */
export const putData: PivCommand = ({ memory, security }, { data }) => {
  security.needManagementKey();
  const [id, value] = readTlvs(data);
  if (id?.tag !== 0x5c || value?.tag !== 0x53) throw new StatusError(status.wrongData);
  const name = id.value.toString('hex');
  if (!/^5f(c1|ff)[0-9a-f]{2}$/.test(name)) throw new StatusError(status.notFound);
  if (value.value.length > largest) throw new StatusError(status.notEnoughSpace);
  if (value.value.length === 0) memory.objects.delete(name);
  else memory.objects.set(name, value.value);
  return noData;
};
