import type { Abilities } from '../abilities.ts';
import type { KeyPair } from '../key-pair.ts';
import { status, StatusError } from '../status.ts';

/** Numbers of Yubico's PIN policies, as in GENERATE and in the attestation. */
export const pinPolicy = { never: 1, once: 2, always: 3 } as const;
export const touchPolicy = { never: 1, always: 2, cached: 3 } as const;
export const origin = { generated: 1, imported: 2 } as const;

/** A key in a slot. */
export interface StoredKey extends KeyPair {
  readonly origin: number;
  readonly pinPolicy: number;
  readonly touchPolicy: number;
}

/** The slot of the device's own key. */
export const attestationSlot = 0xf9;

const slots: ReadonlySet<number> = new Set([
  0x9a,
  0x9c,
  0x9d,
  0x9e,
  attestationSlot,
  ...Array.from({ length: 20 }, (_, index) => 0x82 + index),
]);

/** @throws StatusError 6A86 if no slot has this number */
export function checkSlot(slot: number): void {
  if (!slots.has(slot)) throw new StatusError(status.wrongParameter);
}

/** @throws StatusError 6A80 if this firmware has no such algorithm */
export function checkAlgorithm(abilities: Abilities, id: number | undefined): number {
  if (id === undefined || !abilities.algorithms.has(id)) throw new StatusError(status.wrongData);
  return id;
}

/**
 * The policies that a template asks for (elements AA and AB), or the slot's own: 9c asks for the PIN at every use,
 * 9e never. @throws StatusError 6A80 for a policy that is none
 */
export function policiesOf(
  template: ReadonlyMap<number, Buffer>,
  slot: number,
): { readonly pinPolicy: number; readonly touchPolicy: number } {
  const pin = template.get(0xaa)?.[0] ?? 0;
  const touch = template.get(0xab)?.[0] ?? 0;
  if (pin > pinPolicy.always || touch > touchPolicy.cached) throw new StatusError(status.wrongData);
  return {
    pinPolicy: pin === 0 ? ownPinPolicy(slot) : pin,
    touchPolicy: touch === 0 ? touchPolicy.never : touch,
  };
}

function ownPinPolicy(slot: number): number {
  if (slot === 0x9c) return pinPolicy.always;
  return slot === 0x9e ? pinPolicy.never : pinPolicy.once;
}
