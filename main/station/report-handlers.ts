import { chromiumPrinter } from '../print/chromium.ts';
import { writeMinutes } from '../reports/minutes.ts';
import { StepError } from './desk.ts';
import type { Group, Work } from './handlers.ts';
import { requireOffline } from './network-gate.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { removeTokens } from './rehearsal/remove-tokens.ts';
import { reportView } from './report-view.ts';
import { recordSigner } from './record-signer.ts';
import { signRecord } from './sign-record.ts';

/** Minutes, and the signatures of tokens on the record that they are made of. */
export function reportHandlers(
  work: Work,
): Group<'reports.look' | 'minutes.write' | 'practice.clear' | 'checkpoint.sign'> {
  const { desk, table, turns, places } = work;
  return {
    'reports.look': () => table.look((ceremony) => reportView(desk, ceremony)),

    'minutes.write': turns.act(async ({ place, edition, forms }, { progress, signal }) => {
      const ceremony = table.open;
      progress({ doing: forms.includes('pdf') ? 'Printing the minutes' : 'Writing the minutes' });
      const into = place === null ? null : places.path(place);
      const print = chromiumPrinter();
      const files = await writeMinutes(ceremony.folder.path, into, {
        edition,
        forms,
        print,
        signal,
      });
      return {
        view: await reportView(desk, ceremony),
        written: {
          files: [...files],
          sentence: `${into === null ? 'They are in report/ of the ceremony.' : 'They are in the folder that you chose.'} They were read back and are the same.`,
        },
      };
    }),

    'practice.clear': turns.act(async () => {
      const ceremony = table.open;
      requireHost(ceremony, 'removes the practice tokens', ['No token was removed.']);
      const removed = await removeTokens(desk, ceremony);
      await work.changed();
      return { view: await reportView(desk, ceremony), removed };
    }),

    'checkpoint.sign': turns.act(async ({ participant, pin }, { progress }) => {
      const ceremony = table.open;
      requireHost(ceremony, 'has the record signed', ['Nothing was signed.', 'No PIN was sent.']);
      await requireOffline(ceremony, await work.network());
      const signer = await recordSigner(desk, ceremony, participant, pin);
      await signRecord(ceremony, [signer], (secondsLeft) => {
        progress({ secondsLeft });
      });
      await work.changed();
      return reportView(desk, ceremony);
    }),
  };
}

function requireHost({ role }: OpenCeremony, does: string, notDone: readonly string[]): void {
  if (role === 'host') return;
  throw new StepError('host.not-ready', `only the host ${does}`, {
    hint: 'Open the ceremony as its host.',
    notDone,
  });
}
