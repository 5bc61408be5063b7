import { basename } from 'node:path';
import { challengeInWords, longestChallenge } from '../../src/ceremony/delegations/challenge.ts';
import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { longestMetadata, readStaged } from '../ceremonies/staged-file.ts';
import { delegatesKeys, delegatesRole, stageRole } from '../station/delegations/delegate-role.ts';
import { lookAtDelegations } from '../station/delegations/look.ts';
import { makeChallenge } from '../station/delegations/make-challenge.ts';
import { proveKeys, readChallenge } from '../station/delegations/prove-keys.ts';
import { publishRoles } from '../station/delegations/publish-roles.ts';
import { receiveRole } from '../station/delegations/receive-role.ts';
import { signStaged, soFar } from '../station/delegations/sign-staged.ts';
import { stageChange, stageRevocation } from '../station/delegations/stage-delegation.ts';
import { stagedTargetsName, targetsInUse } from '../station/delegations/targets-in-use.ts';
import type { AnyWish } from '../station/delegations/wish.ts';
import { withdrawChange } from '../station/delegations/withdraw.ts';
import { OpenCeremony } from '../station/open-ceremony.ts';
import { signersAtHand } from '../station/signers-at-hand.ts';
import type { TokenSigner } from '../station/sign-role.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { type AskedDelegation, parseDelegationArgs } from './delegation-args.ts';
import { withPublicationSigners } from './publication-signers.ts';
import { askSecret, withSigningDesk } from './signing-desk.ts';
import { challengeMade, lookText, waitingText } from './delegation-words.ts';

/** `station delegation`: hands paths to another project, takes them back, and the delegate's side of it. */
export const delegationCommand: Command = {
  summary: 'delegate paths to another project, take them back, or answer as the delegate',
  usage: `station delegation list FOLDER
station delegation challenge FOLDER --role NAME
station delegation add FOLDER --role NAME --from DIR --path PATTERN… --threshold N [--terminating] [--reason TEXT]
station delegation redelegate FOLDER --role NAME --from DIR --path PATTERN… --threshold N [--terminating] [--reason TEXT]
station delegation change FOLDER --role NAME --path PATTERN… --threshold N [--terminating] [--reason TEXT]
station delegation revoke FOLDER --role NAME --reason TEXT
station delegation withdraw FOLDER
station delegation sign FOLDER [--bytes DIGEST]
station delegation take FOLDER --role NAME --file FILE
station delegation publish FOLDER [--file KEYFILE]

As the delegate, in a ceremony of the kind delegation:
station delegation prove FOLDER --file CHALLENGE
station delegation role FOLDER [--version N]
station delegation sign FOLDER [--bytes DIGEST]

challenge   makes the text that every key of the other project has to sign
add         stages targets that hand these paths to the keys that proved themselves in DIR
redelegate  stages the same role in other hands
change      stages other paths or another threshold for the same keys
revoke      stages targets without the role
withdraw    takes a staged change back that nobody signed
sign        says what waits; with the digest that it says, the tokens at this station sign it
take        takes metadata that the delegate signed, for the next publication
publish     publishes what waits, with a new snapshot and timestamp, if tuf-js accepts it; KEYFILE as online-key makes it
prove       shows a challenge in words, and has the tokens at this station answer it
role        stages the delegate's metadata with the files of staged/targets; N is one above what is published

PINs are asked for, or read from standard input, a line each. Ends with 0, or 2 with what stands in the way.`,

  async run(args, io) {
    const asked = parseDelegationArgs(args);
    const folder = await CeremonyFolder.open(asked.folder, io.now());
    try {
      const ceremony = new OpenCeremony(folder, 'host', null, () => io.now());
      await acts[asked.action](ceremony, asked, io);
      return 0;
    } finally {
      await folder.close();
    }
  },
};

type Act = (ceremony: OpenCeremony, asked: AskedDelegation, io: CommandIo) => Promise<void>;

const acts: Readonly<Record<AskedDelegation['action'], Act>> = {
  list: async (ceremony, _, io) => io.out(lookText(await lookAtDelegations(ceremony))),
  challenge: async (ceremony, { role }, io) =>
    io.out(challengeMade(await makeChallenge(ceremony, role))),
  add: stageProved,
  redelegate: stageProved,
  change: stageAdjusted,
  async revoke(ceremony, { role, reason }, io) {
    await stageRevocation(ceremony, role, reason);
    await sayWaiting(ceremony, io);
  },
  async withdraw(ceremony, _, io) {
    await withdrawChange(ceremony);
    io.out('Taken back. The file is kept in replaced/.\n');
  },
  async take(ceremony, { role, file }, io) {
    const bytes = await readChosenFile(file, longestMetadata);
    const { version } = await receiveRole(ceremony, role, bytes, basename(file));
    io.out(`Version ${version} of ${role} is signed by enough of its keys. Publish it.\n`);
  },
  async publish(ceremony, { file }, io) {
    const { roles } = ceremony.plan.tuf;
    const people = [...roles.snapshot.holders, ...roles.timestamp.holders];
    const wanted = { people, keyFile: file === '' ? null : file };
    const done = await withPublicationSigners(ceremony, wanted, io, (signers) =>
      publishRoles(ceremony, signers),
    );
    io.out(
      `Published targets version ${done.targetsVersion}${done.roles.length === 0 ? '' : `, and new metadata of ${done.roles.join(', ')}`}. tuf-js accepts it from the first root on.\n`,
    );
  },
  async prove(ceremony, { file }, io) {
    const bytes = await readChosenFile(file, longestChallenge);
    const { challenge, delegation } = readChallenge(ceremony, bytes, basename(file));
    io.out(`${challengeInWords(challenge).join('\n')}\n\n`);
    const files = await withSigners(ceremony, delegation.holders, io, (signers) =>
      proveKeys(ceremony, bytes, basename(file), signers),
    );
    io.out(`Proved, and verified twice:\n${files.map((one) => `  ${one}\n`).join('')}`);
    io.out('Send the folder delegation/ to the delegator.\n');
  },
  async role(ceremony, { version }, io) {
    const staged = await stageRole(ceremony, Math.max(version, 1));
    io.out(`Version ${staged.version} waits. Bytes to sign ${staged.signedSha256}\n`);
  },
  sign: (ceremony, { bytes }, io) =>
    ceremony.plan.kind === 'delegation'
      ? signAsDelegate(ceremony, bytes, io)
      : signTargets(ceremony, bytes, io),
};

async function stageProved(
  ceremony: OpenCeremony,
  { action, role, from, paths, threshold, terminating, reason }: AskedDelegation,
  io: CommandIo,
): Promise<void> {
  const change = action === 'add' ? 'add' : 'redelegate';
  await stageAndSay(ceremony, { change, role, from, paths, threshold, terminating, reason }, io);
}

function stageAdjusted(
  ceremony: OpenCeremony,
  { role, paths, threshold, terminating, reason }: AskedDelegation,
  io: CommandIo,
): Promise<void> {
  const wish = { change: 'adjust', role, paths, threshold, terminating, reason } as const;
  return stageAndSay(ceremony, wish, io);
}

async function stageAndSay(ceremony: OpenCeremony, wish: AnyWish, io: CommandIo): Promise<void> {
  for (const warning of await stageChange(ceremony, wish, null)) io.out(`Take note: ${warning}\n`);
  await sayWaiting(ceremony, io);
}

async function sayWaiting(ceremony: OpenCeremony, io: CommandIo): Promise<void> {
  const { waiting } = await lookAtDelegations(ceremony);
  if (waiting !== null) io.out(waitingText(waiting));
}

async function signTargets(ceremony: OpenCeremony, bytes: string, io: CommandIo): Promise<void> {
  const { waiting } = await lookAtDelegations(ceremony);
  if (waiting === null) throw new UsageError('no change of delegations waits to be signed');
  io.out(waitingText(waiting));
  const digest = waiting.metadata.signedSha256;
  if (!confirmed(bytes, digest, io)) return;
  if (waiting.changes.some(({ kind }) => kind === 'unexplained'))
    throw new UsageError('a part of this change has no explanation, so nobody signs it');
  const { root } = await targetsInUse(ceremony);
  const who = { keys: root.keys, role: root.roles.targets };
  const { holders } = ceremony.plan.tuf.roles.targets;
  const after = await withSigners(ceremony, holders, io, (signers) =>
    signStaged(ceremony, stagedTargetsName, digest, who, signers),
  );
  io.out(`${after.valid} have signed, ${after.threshold} needed.\n`);
}

async function signAsDelegate(ceremony: OpenCeremony, bytes: string, io: CommandIo): Promise<void> {
  const role = delegatesRole(ceremony);
  const name = `${role.name}.json`;
  const staged = await readStaged(ceremony.folder, name);
  if (staged === null) throw new UsageError('no metadata of the role waits; stage it with role');
  const who = await delegatesKeys(ceremony);
  const before = await soFar(staged, who);
  io.out(
    `${role.name} version ${staged.version}. Bytes to sign ${staged.signedSha256}\n${before.valid} have signed, ${before.threshold} needed.\n`,
  );
  if (!confirmed(bytes, staged.signedSha256, io)) return;
  const after = await withSigners(ceremony, role.holders, io, (signers) =>
    signStaged(ceremony, name, staged.signedSha256, who, signers),
  );
  io.out(`${after.valid} have signed, ${after.threshold} needed.\n`);
  if (after.met) io.out(`Send staged/${name} to the delegator.\n`);
}

/** What is signed was read: its digest is typed in. */
function confirmed(bytes: string, digest: string, io: CommandIo): boolean {
  if (bytes === '') {
    io.out(`Nothing was signed. To sign exactly this: --bytes ${digest}\n`);
    return false;
  }
  if (bytes === digest) return true;
  throw new UsageError('--bytes is not the digest of what waits now; nothing was signed');
}

async function withSigners<Result>(
  ceremony: OpenCeremony,
  people: readonly string[],
  io: CommandIo,
  act: (signers: readonly TokenSigner[]) => Promise<Result>,
): Promise<Result> {
  return withSigningDesk(ceremony, async (desk) =>
    act(
      await signersAtHand(desk, ceremony, people, ({ name, serial, tries }) =>
        askSecret(io, `PIN of ${serial}, ${name} (${tries})`),
      ),
    ),
  );
}
