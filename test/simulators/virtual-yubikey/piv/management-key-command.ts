import { status, StatusError } from '../status.ts';
import { noData, type PivCommand } from './context.ts';
import { touchPolicy } from './stored-key.ts';

/** SET MANAGEMENT KEY (FF): algorithm, 9B, length, key. P2 FF is without a touch, FE with one at every use. */
export const setManagementKey: PivCommand = ({ memory, security }, { p1, p2, data }) => {
  security.needManagementKey();
  if (p1 !== 0xff || (p2 !== 0xff && p2 !== 0xfe)) throw new StatusError(status.wrongParameter);
  const [algorithm = 0, reference, length = 0] = data;
  const key = data.subarray(3);
  if (reference !== 0x9b || key.length !== length) throw new StatusError(status.wrongData);
  memory.managementKey.set(algorithm, key, p2 === 0xfe ? touchPolicy.always : touchPolicy.never);
  return noData;
};
