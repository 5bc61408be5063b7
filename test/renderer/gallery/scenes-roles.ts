import type { DelegateView } from '../../../src/contract/delegate.ts';
import type { AuditView } from '../../../src/contract/audit.ts';
import type { ScriptView } from '../../../src/contract/script.ts';
import type { HostView } from '../../../src/contract/host.ts';
import type { Mode } from '../../../src/contract/values.ts';
import { never, type Canned } from './canned-station.ts';
import {
  assemblyOf,
  assemblySigning,
  broughtKey,
  broughtSignatures,
  reportsFree,
  reportsOf,
  rotationImpossible,
  rotationOf,
} from './values/assembly.ts';
import { auditFail, auditPass, bytesChanged, bytesOfFork } from './values/audit.ts';
import { ceremonyAt, info, network, recent } from './values/ceremony.ts';
import { bundle, record } from './values/done.ts';
import {
  answersBad,
  answersGood,
  delegationsClosed,
  delegationsOf,
  delegationsReady,
  delegationsWaiting,
  proposalOf,
} from './values/delegations.ts';
import {
  hostAtStart,
  hostBeforeKeys,
  hostOf,
  hostPublished,
  hostWithTargets,
} from './values/host.ts';
import {
  scriptClock,
  scriptReady,
  scriptRunning,
  scriptStopped,
  scriptTroubled,
} from './values/script.ts';
import { delegateOdd, delegateOf, delegateStaged } from './values/delegate.ts';
import { onlineKeysHere, onlineKeysOf } from './values/online-keys.ts';
import { planFile, planTextOf } from './values/plan.ts';
import { ceremoniesFolder, startingPoints } from './values/places.ts';
import {
  publicationBefore,
  publicationStaged,
  publicationOf,
  recoveryAcceptable,
  recoveryEnded,
  recoveryOf,
} from './values/publication.ts';

type Scene = (mode: Mode) => Canned;

const host =
  (view: (mode: Mode) => HostView, script: ScriptView | null = null): Scene =>
  (mode) => ({
    'ceremony.state': () => ({ ...ceremonyAt(mode, 'review', 'host'), deviations: 1 }),
    'network.look': () => network,
    'host.look': () => view(mode),
    'witness.window': () => ({ open: false }),
    'witness.show': ({ open }) => ({ open }),
    'script.look': () => script ?? { ...scriptRunning, phase: 'not-begun', now: null },
    'host.practiceSign': () => view(mode),
    'host.publish': () => view(mode),
    'host.practiceKey': () => hostAtStart(mode),
    'plan.follow': () => planFile(planTextOf(mode)),
    'host.stage': () => view(mode),
    'publication.look': () => publicationOf(mode),
    'publication.send': () => publicationOf(mode),
    'recovery.look': () => recoveryOf(mode),
    'assembly.look': () => assemblyOf(mode),
    'online.look': () => ({ keys: [], shortest: 16 }),
    'assembly.bring': () => ({ view: assemblyOf(mode), brought: broughtKey(mode) }),
    'delegations.look': () => delegationsOf(mode),
    'delegations.challenge': () => delegationsOf(mode),
    'delegations.carry': () => ({
      file: 'registry.example.org-5f0c2d81.challenge.txt',
      sentence: 'It was read back and is the same. Say its number to them by another way.',
    }),
    'delegations.answers': () => answersGood,
    'delegations.propose': () => proposalOf(mode),
    'delegations.stage': () => delegationsWaiting(mode),
    'delegations.withdraw': () => delegationsOf(mode),
    'delegations.sign': () => delegationsReady(mode),
    'delegations.take': () => delegationsReady(mode),
    'delegations.publish': () => delegationsOf(mode),
    'rotation.look': () => rotationOf(mode),
    'rotation.plan': () => rotationImpossible(mode),
    'reports.look': () => reportsOf(mode),
    'minutes.write': () => ({
      view: reportsOf(mode),
      written: {
        files: ['minutes-96.html', 'minutes-96.pdf', 'minutes-96.json'],
        sentence: 'They are in report/ of the ceremony. They were read back and are the same.',
      },
    }),
    'practice.clear': () => ({ view: reportsOf(mode), removed: 5 }),
    'checkpoint.sign': () => reportsFree(mode),
    'ceremony.record': () => record,
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'bundle.take': () => bundle,
    'bundle.write': () => bundle,
    'deviation.record': () => ceremonyAt(mode, 'review', 'host'),
  });

/** The host of a delegate, whose one role is in this state. */
const delegate =
  (view: (mode: Mode) => DelegateView): Scene =>
  (mode) => ({
    ...host(hostOf)(mode),
    'ceremony.state': () => ({ ...ceremonyAt(mode, 'review', 'host'), kind: 'delegation' }),
    'delegate.look': () => view(mode),
    'delegate.stage': () => delegateStaged(mode),
    'delegate.sign': () => delegateStaged(mode, 2),
    'delegate.carry': () => ({
      file: '4.registry.example.org.json',
      sentence: 'It was read back and is the same. It holds no secret.',
    }),
  });

const audit =
  (run: NonNullable<Canned['audit.run']>, resume: AuditView | null = null): Scene =>
  () => ({
    'ceremony.state': () => null,
    'station.info': () => info,
    'station.recent': () => ({ items: recent }),
    'network.look': () => network,
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'audit.run': run,
    'audit.again': () => resume ?? never(),
    'audit.resume': () => resume ?? never(),
    'audit.bytes': ({ at }) => (at === 0 ? { ...bytesOfFork } : { ...bytesChanged, at }),
    'audit.save': () => ({
      files: ['report.json', 'report.txt'],
      sentence:
        'report.json and report.txt are in Ceremonies. They were read back and are the same.',
    }),
  });

/** Host and auditor. An audit is opened from the welcome screen, by its recent entry. */
export const roleScenes: Record<string, Scene> = {
  host: host(hostOf),
  'host-start': host(hostAtStart),
  'host-practice-keys': host(hostBeforeKeys),
  'host-published': host(hostPublished),
  'host-targets': host(hostWithTargets),
  'host-before-publication': (mode) => ({
    ...host(hostOf)(mode),
    'publication.look': () => publicationBefore(mode),
  }),
  'host-publication-staged': (mode) => ({
    ...host(hostOf)(mode),
    'publication.look': () => publicationStaged(mode),
  }),
  'host-signing': (mode) => ({
    ...host(hostOf)(mode),
    'assembly.look': () => assemblySigning(mode),
    'assembly.bring': () => ({ view: assemblySigning(mode), brought: broughtSignatures }),
    'reports.look': () => reportsFree(mode),
    'rotation.look': () => null,
  }),
  'delegate-role': delegate(delegateOf),
  'delegate-role-waiting': delegate(delegateStaged),
  'delegate-role-odd': delegate(delegateOdd),
  'delegate-role-signed': delegate((mode) => delegateStaged(mode, 2)),
  'host-online-keys': (mode) => ({
    ...host(hostOf)(mode),
    'online.look': () => onlineKeysOf(mode),
    'online.export': () => onlineKeysHere,
    'online.make': () => ({ view: onlineKeysHere, file: 'snapshot-key.online-key.json' }),
  }),
  'host-delegations-waiting': (mode) => ({
    ...host(hostOf)(mode),
    'delegations.look': () => delegationsWaiting(mode),
  }),
  'host-delegations-ready': (mode) => ({
    ...host(hostOf)(mode),
    'delegations.look': () => delegationsReady(mode),
  }),
  'host-delegations-closed': (mode) => ({
    ...host(hostAtStart)(mode),
    'delegations.look': () => delegationsClosed,
  }),
  'host-delegations-refused': (mode) => ({
    ...host(hostOf)(mode),
    'delegations.answers': () => answersBad,
  }),
  // A YubiKey whose key wants a finger for each signature: it is asked, and nobody touches it.
  'host-record-touch': (mode) => ({
    ...host(hostOf)(mode),
    'checkpoint.sign': (_input, call) => {
      call.progress({ secondsLeft: 15 });
      call.progress({ secondsLeft: 14 });
      return never();
    },
  }),
  'host-undo-acceptable': (mode) => ({
    ...host(hostOf)(mode),
    'recovery.look': () => recoveryAcceptable(mode),
  }),
  'host-undo-ended': (mode) => ({
    ...host(hostOf)(mode),
    'recovery.look': () => recoveryEnded(mode),
  }),
  'host-live': host(hostOf, scriptRunning),
  'host-close': host(hostOf, scriptReady),
  'host-trouble': host(hostOf, scriptTroubled),
  'host-clock': host(hostAtStart, scriptClock),
  'host-deviation': host(hostOf, scriptStopped),
  'audit-pass': audit(() => auditPass, auditPass),
  'audit-fail': audit(() => auditFail, auditFail),
  'audit-reading': audit((_input, call) => {
    call.progress({ done: 12_480, total: null, doing: 'Read the files' });
    return never();
  }),
  'audit-running': audit((_input, call) => {
    call.progress({ done: 14, total: 39, doing: 'Verifying the signatures of 5.root.json' });
    return never();
  }),
};
