import type { CeremonyView } from '../src/contract/ceremony.ts';

/** "Priya Raman, keyholder": who sits here, as the top bar says it; the role alone until a name is known. */
export function whoIs(ceremony: CeremonyView): string {
  const you = ceremony.participants.find((person) => person.id === ceremony.you);
  if (you !== undefined) return `${you.name}, ${ceremony.role}`;
  return ceremony.role.charAt(0).toUpperCase() + ceremony.role.slice(1);
}
