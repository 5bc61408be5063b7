import { status, StatusError } from '../status.ts';

/** What was proven since the applet was selected. Lost with the power, and by every selection. */
export class Security {
  pinVerified = false;
  managementKeyProven = false;
  /** The number that the host has to decrypt, in mutual authentication. */
  witness: Buffer | null = null;
  /** The number that the host has to encrypt. */
  challenge: Buffer | null = null;
  #pinJustVerified = false;

  verified(): void {
    this.pinVerified = true;
    this.#pinJustVerified = true;
  }

  forgetPin(): void {
    this.pinVerified = false;
    this.#pinJustVerified = false;
  }

  /** As after a selection. */
  forget(): void {
    this.forgetPin();
    this.managementKeyProven = false;
    this.witness = null;
    this.challenge = null;
  }

  /**
   * True if the PIN was verified by the command before this one: what a policy of "always" asks for. Every command
   * but VERIFY uses it up.
   */
  takeJustVerified(): boolean {
    const just = this.#pinJustVerified;
    this.#pinJustVerified = false;
    return just;
  }

  /** @throws StatusError 6982 */
  needManagementKey(): void {
    if (!this.managementKeyProven) throw new StatusError(status.securityNotSatisfied);
  }

  /** @throws StatusError 6982 */
  needPin(): void {
    if (!this.pinVerified) throw new StatusError(status.securityNotSatisfied);
  }
}
