import { status, StatusError, triesLeft } from '../status.ts';
import { noData, type PivCommand } from './context.ts';
import { resetMemory } from './memory.ts';

const pinReference = 0x80;
const pukReference = 0x81;

/** VERIFY (20). Without data it says whether the PIN was verified, or how many tries are left. */
export const verify: PivCommand = ({ memory, security }, { p1, p2, data }) => {
  if (p2 !== pinReference) throw new StatusError(status.referenceNotFound);
  if (p1 === 0xff) {
    security.forgetPin();
    return noData;
  }
  if (data.length === 0) {
    if (security.pinVerified) return noData;
    throw triesLeft(memory.pin.left);
  }
  security.forgetPin();
  memory.pin.verify(data);
  security.verified();
  return noData;
};

/** CHANGE REFERENCE DATA (24): the old value, then the new one. */
export const change: PivCommand = ({ memory }, { p2, data }) => {
  if (p2 !== pinReference && p2 !== pukReference) throw new StatusError(status.referenceNotFound);
  const reference = p2 === pinReference ? memory.pin : memory.puk;
  reference.verify(data.subarray(0, 8));
  reference.set(data.subarray(8));
  return noData;
};

/** RESET RETRY COUNTER (2C): the PUK, then a new PIN. */
export const unblock: PivCommand = ({ memory }, { p2, data }) => {
  if (p2 !== pinReference) throw new StatusError(status.referenceNotFound);
  memory.puk.verify(data.subarray(0, 8));
  memory.pin.set(data.subarray(8));
  return noData;
};

/** SET PIN RETRIES (FA): both counters anew; PIN and PUK are the factory's again. */
export const setRetries: PivCommand = ({ memory, security }, { p1, p2 }) => {
  security.needManagementKey();
  security.needPin();
  if (p1 === 0 || p2 === 0) throw new StatusError(status.wrongParameter);
  memory.pin.reset(p1);
  memory.puk.reset(p2);
  return noData;
};

/** RESET (FB): wipes the applet, if PIN and PUK are both blocked. */
export const reset: PivCommand = (context) => {
  const { memory, abilities, device, security } = context;
  if (memory.pin.left > 0 || memory.puk.left > 0) {
    throw new StatusError(status.conditionsNotSatisfied);
  }
  context.memory = resetMemory(abilities, device, memory);
  security.forget();
  return noData;
};
