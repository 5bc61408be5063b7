/**
 * Why a device's information could not be read: `busy` another program is talking to it, `silent` it does not answer,
 * or not to this question, `garbled` its answer has no sense.
 */
export type FrameFault = 'busy' | 'silent' | 'garbled';

/** Raised inside the child that talks to USB. Holds a code and no bytes: what a device sends is nobody's text. */
export class FrameError extends Error {
  readonly fault: FrameFault;
  constructor(fault: FrameFault) {
    super(fault);
    this.fault = fault;
  }
}
