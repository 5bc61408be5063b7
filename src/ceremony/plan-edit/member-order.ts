/**
 * The members of a plan in the order of the format, of all its parts in one list: no two of them stand in another order
 * in two parts.
 */
export const memberOrder: readonly string[] = [
  'format',
  'act',
  'own',
  'title',
  'kind',
  'mode',
  'date',
  'participants',
  'keys',
  'tuf',
  'script',
  'transfer',
  'publication',
  'id',
  'name',
  'duties',
  'token',
  'scheme',
  'formerToken',
  'spkiSha256',
  'otherSchemes',
  'pin',
  'touch',
  'attestation',
  'minimumFirmware',
  'fips',
  'rootVersion',
  'paths',
  'terminating',
  'holders',
  'threshold',
  'expires',
  'consistentSnapshot',
  'roles',
  'targets',
  'snapshot',
  'timestamp',
  'online',
  'delegations',
  'acts',
  'checkpoints',
  'expected',
  'estimate',
  'after',
  'by',
  'method',
  'remote',
  'branch',
  'signOff',
  'folder',
  'email',
];

/** After which of these members a new one belongs; -1 for before them all. */
export function placeFor(name: string, present: readonly string[]): number {
  const rank = memberOrder.indexOf(name);
  if (rank < 0) return present.length - 1;
  return present.findLastIndex((other) => {
    const place = memberOrder.indexOf(other);
    return place >= 0 && place < rank;
  });
}
