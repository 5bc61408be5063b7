import type { RotationView } from '../../src/contract/rotation.ts';
import type { Attendance } from '../../src/ceremony/rotation/from-plan.ts';
import type { Group, Work } from './handlers.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rotationIn, type PlannedRotation } from './rotation.ts';

/** What the planner says of the way from the root in use to the root of the plan. */
export function rotationHandlers({ table }: Work): Group<'rotation.look' | 'rotation.plan'> {
  return {
    'rotation.look': () => table.look((ceremony) => rotationView(ceremony, everybody)),
    'rotation.plan': ({ comes, devices }) =>
      table.look((ceremony) =>
        rotationView(ceremony, {
          comes: new Map(comes.map((one) => [one.id, one.comes])),
          devices: new Map(devices.map(({ id, device }) => [id, device])),
          samePerson: new Map(),
        }),
      ),
  };
}

const everybody: Attendance = { comes: new Map(), devices: new Map(), samePerson: new Map() };

async function rotationView(
  { plan, folder }: OpenCeremony,
  attendance: Attendance,
): Promise<RotationView | null> {
  if (plan.tuf.rootVersion === 1) return null;
  const { situation, words } = await rotationIn(folder, attendance);
  return {
    people: situation.people
      .filter(({ id }) => situation.keys.some(({ holder }) => holder === id))
      .map(({ id, name, comes }) => ({
        id,
        name: name.slice(0, 200),
        comes,
        device: attendance.devices.get(id) ?? 'at-hand',
      })),
    ...viewOf(words),
  };
}

function viewOf(words: PlannedRotation['words']): Omit<RotationView, 'people'> {
  return {
    verdict: words.verdict,
    headline: words.headline,
    lead: words.lead,
    steps: words.steps.map((step) => ({
      title: step.title,
      changes: [...step.changes],
      signatures: [...step.signatures],
      must: step.must,
      clients: step.clients.map((client) => ({ ...client })),
    })),
    ifMissing: words.ifMissing.map((one) => ({ ...one, name: one.name.slice(0, 200) })),
    warnings: words.warnings.map((note) => ({ ...note })),
    irreversible: words.irreversible.map((note) => ({ ...note })),
  };
}
