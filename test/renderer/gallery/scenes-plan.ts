import type { PlanFile } from '../../../src/contract/plan.ts';
import type { Mode } from '../../../src/contract/values.ts';
import { never, type Canned } from './canned-station.ts';
import { ceremonyAt, info, network, recent } from './values/ceremony.ts';
import { evidenceOf } from './values/evidence.ts';
import { scriptOfKeyholder } from './values/script.ts';
import { tokensOf } from './values/tokens.ts';
import { noUsb } from './values/usb.ts';
import { ceremoniesFolder, startingPoints } from './values/places.ts';
import { contradictingText, importedPlan, planFile, planTextOf } from './values/plan.ts';

type Scene = (mode: Mode) => Canned;

const planning =
  (fileOf: (mode: Mode) => PlanFile, more: Canned = {}): Scene =>
  (mode) => ({
    'station.info': () => info,
    'station.recent': () => ({ items: recent }),
    'network.look': () => network,
    'ceremony.state': () => null,
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'plan.import': () => importedPlan(mode),
    'plan.begin': () => ({ text: planTextOf(mode) }),
    'plan.open': () => fileOf(mode),
    'plan.create': ({ text }) => planFile(text),
    'plan.save': ({ text }) => ({ saved: true, file: planFile(text) }),
    'ceremony.rehearse': (_, call) => {
      call.progress({ done: 2, total: 6, doing: 'Make a practice token for Tom Okafor' });
      return never();
    },
    'plan.print': () => ({
      file: 'script-2879d56e.pdf',
      sentence: 'script-2879d56e.pdf is in the folder report. It was read back and is the same.',
    }),
    ...more,
  });

/** A host who plans. The editor is opened from the welcome screen. */
export const planScenes: Record<string, Scene> = {
  'keyholder-script': (mode) => ({
    'network.look': () => network,
    'ceremony.state': () => ceremonyAt(mode, 'evidence'),
    'evidence.look': () => evidenceOf(mode),
    'tokens.list': () => tokensOf(mode),
    'usb.look': () => noUsb,
    'script.look': () => scriptOfKeyholder,
  }),
  plan: planning((mode) => planFile(planTextOf(mode))),
  'plan-contradicts': planning((mode) => planFile(contradictingText(mode))),
  'plan-fixed': planning((mode) =>
    planFile(planTextOf(mode), {
      fixed:
        'A ceremony has begun under this plan, so it stays as it is. For another plan, make another ceremony.',
    }),
  ),
  'plan-changed': planning((mode) => planFile(planTextOf(mode)), {
    'plan.save': ({ text, setAside }) =>
      setAside
        ? { saved: true, file: planFile(text) }
        : { saved: false, file: planFile('title: Theirs\n') },
  }),
};
