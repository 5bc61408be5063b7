import type { Page } from '@playwright/test';
import { tokenPictures } from './pictures-tokens.ts';

export interface Picture {
  readonly name: string;
  readonly scene: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
  /** Only in one of the two modes, where the other makes no sense. */
  readonly only?: 'real' | 'rehearsal';
  /** Also taken in smaller windows and in the dark rehearsal, where the layout is another. */
  readonly everywhere?: true;
  /** The whole page, also what lies below the window. */
  readonly whole?: true;
}

/** Presses a key when the stage is there that knows it: while something is still read, there is no action. */
async function pressKey(page: Page, key: string): Promise<void> {
  await page.locator('.btn-primary').first().waitFor();
  await page.keyboard.press(key);
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

const typePin = async (page: Page): Promise<void> => {
  for (const field of await page.locator('input[type=password]').all()) await field.fill('739154');
};

/** The first of the two files: the attestation of the key. */
const attestationFile = async (page: Page): Promise<void> => {
  await press(page, 'Attestation from files…');
  await press(page, /CEREMONY-A/);
  await press(page, /root-key_attestation/);
  await press(page, 'Take root-key_attestation.pem');
  await page.getByText('Second of two files').waitFor();
};

const bringFiles = async (page: Page): Promise<void> => {
  await attestationFile(page);
  await press(page, /CEREMONY-A/);
  await press(page, /device_attestation/);
  await press(page, 'Check with device_attestation.der');
};

const startSigning = async (page: Page): Promise<void> => {
  await typePin(page);
  await page.locator('.actions .btn-primary').click();
};

const openAudit = async (page: Page): Promise<void> => {
  await press(page, /Sigstore roots/);
  await page.getByText('Findings').first().waitFor();
};

const toAsk = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: /Auditor/ }).check();
  await press(page, 'Continue as auditor');
};

const addCeremonies = async (page: Page): Promise<void> => {
  await press(page, 'Add a folder');
  await press(page, /Ceremonies/);
  await press(page, 'Add Ceremonies');
};

/** Every screen of the page in every state that a person can come to. */
export const pictures: readonly Picture[] = [
  { name: '01-welcome', everywhere: true, scene: 'welcome', only: 'real' },
  { name: '01-welcome-root', scene: 'welcome-root', only: 'real' },
  {
    name: '01-welcome-auditor',
    scene: 'welcome',
    only: 'real',
    act: (page) => page.getByRole('radio', { name: /Auditor/ }).check(),
  },
  {
    name: '01-opening-real',
    scene: 'welcome',
    only: 'real',
    act: (page) => press(page, 'Continue as keyholder'),
  },
  {
    name: '01-opening-rehearsal',
    scene: 'opening',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: /Rehearsal/ }).check();
      await press(page, 'Continue as keyholder');
    },
  },
  {
    name: '01-opening-making',
    scene: 'opening',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: /Rehearsal/ }).check();
      await press(page, 'Continue as keyholder');
      await press(page, 'Start a practice ceremony');
      await page.getByText('Practice colleague Mei').waitFor();
    },
  },
  {
    name: '01-picker',
    scene: 'opening',
    only: 'real',
    act: async (page) => {
      await press(page, /Open a folder/);
      await page.getByText('CEREMONY-A').waitFor();
    },
  },
  {
    name: '01-picker-inside',
    everywhere: true,
    scene: 'opening',
    only: 'real',
    act: async (page) => {
      await press(page, /Open a folder/);
      await press(page, 'Ceremonies');
      await page.getByText('Root signing 15').waitFor();
    },
  },
  {
    name: '01-not-a-ceremony',
    scene: 'opening',
    only: 'real',
    act: async (page) => {
      await press(page, /Open a folder/);
      await press(page, 'Ceremonies');
      await press(page, 'Open Ceremonies');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: '01-who', everywhere: true, scene: 'who' },
  { name: '02-token', everywhere: true, scene: 'token' },
  { name: '02-token-none', scene: 'token-none', only: 'real' },
  {
    name: '02-token-more',
    whole: true,
    scene: 'token',
    act: (page) => page.getByText('My token is not in this list').click(),
  },
  { name: '02-token-on-usb', everywhere: true, scene: 'token-on-usb' },
  { name: '02-token-unseen', scene: 'token-unseen', only: 'real' },
  { name: '02-token-usb-stopped', scene: 'token-usb-stopped', only: 'real' },
  {
    name: '02-key-pulled-out',
    scene: 'key-pulled-out',
    only: 'real',
    act: async (page) => {
      await typePin(page);
      await press(page, /Make the key/);
      await page.getByText('Your token is not plugged in any more').waitFor();
    },
  },
  { name: '02-key', everywhere: true, scene: 'key' },
  {
    name: '02-key-making',
    scene: 'key',
    act: async (page) => {
      await typePin(page);
      await press(page, /Make the key/);
      await page.getByText('PIN set').waitFor();
    },
  },
  {
    name: '02-key-wrong-pin',
    everywhere: true,
    scene: 'key-enter',
    act: async (page) => {
      await typePin(page);
      await press(page, /Make the key/);
      await page.getByRole('alert').waitFor();
    },
  },
  { name: '02-key-set-up-first', everywhere: true, scene: 'key-set-up-first' },
  { name: '02-key-loses', everywhere: true, scene: 'key-loses', whole: true },
  {
    name: '02-key-touch',
    everywhere: true,
    scene: 'key-touch',
    act: async (page) => {
      await typePin(page);
      await press(page, /Make the key/);
      await page.getByRole('timer').waitFor();
    },
  },
  { name: '02-key-adopt', everywhere: true, scene: 'key-adopt' },
  { name: '02-key-listed', scene: 'key-listed' },
  { name: '02-key-behind-pin', everywhere: true, scene: 'key-behind-pin' },
  {
    name: '02-key-none-of-these',
    scene: 'key-behind-pin',
    only: 'real',
    act: async (page) => {
      await page.getByLabel(/^PIN of/).fill('kz7-Qm4p');
      await press(page, 'Look for your key');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: '02-key-made', scene: 'key-made' },
  { name: '02-key-unplugged', scene: 'key-unplugged', only: 'real' },
  { name: '03-evidence', everywhere: true, scene: 'evidence' },
  { name: '03-evidence-practice', scene: 'evidence-practice', only: 'rehearsal' },
  { name: '03-evidence-against', scene: 'evidence-against', only: 'real' },
  { name: '03-evidence-bring', everywhere: true, scene: 'evidence-bring', only: 'real' },
  {
    name: '03-evidence-device-file',
    scene: 'evidence-bring',
    only: 'real',
    act: (page) => attestationFile(page),
  },
  {
    name: '03-evidence-brought',
    everywhere: true,
    scene: 'evidence-bring',
    only: 'real',
    act: async (page) => {
      await bringFiles(page);
      await page.getByRole('heading', { name: 'Your key was made' }).waitFor();
    },
  },
  {
    name: '03-evidence-wrong-files',
    scene: 'evidence-wrong-files',
    only: 'real',
    act: async (page) => {
      await bringFiles(page);
      await page.getByText('about another key').waitFor();
    },
  },
  { name: '03-export-before', scene: 'export-before' },
  {
    name: '03-export-token-out',
    everywhere: true,
    scene: 'export-token-out',
    act: (page) => page.getByText('is out').waitFor(),
    only: 'real',
  },
  { name: '03-export', everywhere: true, scene: 'export' },
  {
    name: '03-export-aloud',
    everywhere: true,
    scene: 'export',
    act: async (page) => {
      await pressKey(page, 'r');
      await page.getByRole('checkbox', { name: /Row A/ }).waitFor();
      await page.keyboard.press('Space');
      await page.keyboard.press('Space');
    },
  },
  {
    name: '03-full-sheet',
    everywhere: true,
    scene: 'evidence',
    act: (page) => pressKey(page, 'f'),
  },
  {
    name: '03-keyboard',
    scene: 'evidence',
    act: (page) => pressKey(page, '?'),
  },
  { name: '04-review', everywhere: true, scene: 'review' },
  { name: '04-review-unexplained', scene: 'review-unexplained', only: 'real' },
  { name: '04-review-waiting', scene: 'review-waiting', only: 'real' },
  {
    name: '04-review-side-by-side',
    everywhere: true,
    scene: 'review',
    act: (page) => page.getByRole('radio', { name: 'Side by side' }).check(),
  },
  {
    name: '04-review-raw',
    scene: 'review',
    act: (page) => page.getByRole('radio', { name: 'Raw bytes' }).check(),
  },
  {
    name: '04-review-compare',
    everywhere: true,
    scene: 'review',
    act: (page) => press(page, /Compare (with|again)/),
  },
  {
    name: '04-review-differs',
    everywhere: true,
    scene: 'review',
    act: async (page) => {
      await pressKey(page, 'r');
      await press(page, 'Row A differs');
    },
  },
  {
    name: '04-deviation',
    scene: 'review',
    act: (page) => press(page, 'This is not what I expected'),
  },
  { name: '05-sign-pin', everywhere: true, scene: 'sign-pin' },
  { name: '05-sign-pad', scene: 'sign-pad', only: 'real' },
  { name: '05-sign', everywhere: true, scene: 'sign-touch', act: startSigning },
  {
    name: '05-sign-wrong-pin',
    scene: 'sign-wrong-pin',
    act: async (page) => {
      await startSigning(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: '05-sign-ran-out',
    everywhere: true,
    scene: 'sign-ran-out',
    act: async (page) => {
      await startSigning(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: '05-sign-cancelled',
    scene: 'sign-cancelled',
    act: async (page) => {
      await startSigning(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: '05-sign-touched',
    scene: 'sign-checking',
    act: async (page) => {
      await startSigning(page);
      await page.getByText('Touched').first().waitFor();
    },
  },
  {
    name: '05-sign-pulled-out',
    scene: 'sign-pulled-out',
    only: 'real',
    act: async (page) => {
      await startSigning(page);
      await page.getByText('Your token is not plugged in any more').waitFor();
    },
  },
  { name: '05-sign-no-token', scene: 'sign-no-token', only: 'real' },
  { name: '05-sign-network', scene: 'sign-network', only: 'real' },
  { name: '05-sign-signed', scene: 'sign-signed', only: 'real' },
  { name: '06-done', everywhere: true, scene: 'done' },
  { name: '06-record', scene: 'done', act: (page) => press(page, 'See the record') },
  { name: '07-host-trouble', scene: 'host-trouble', only: 'rehearsal', whole: true },
  { name: '07-host', everywhere: true, scene: 'host' },
  {
    name: '07-host-recorded',
    everywhere: true,
    scene: 'host',
    act: async (page) => {
      await pressKey(page, 'd');
      for (const field of await page.getByRole('textbox').all()) await field.fill('As agreed.');
      await press(page, 'Record the deviation');
      await page.getByText('The deviation is in the record.').waitFor();
    },
  },
  {
    name: '04-review-all-members',
    everywhere: true,
    scene: 'review',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Side by side' }).check();
      await page.getByRole('checkbox', { name: /that stay/ }).check();
    },
  },
  { name: '07-host-online', scene: 'live-host-online', everywhere: true, whole: true },
  { name: '07-host-start', scene: 'host-start', only: 'rehearsal' },
  { name: '07-host-practice-keys', scene: 'host-practice-keys', only: 'rehearsal' },
  { name: '07-host-targets', scene: 'host-targets' },
  { name: '07-host-published', everywhere: true, scene: 'host-published' },
  {
    name: '07-host-keys',
    everywhere: true,
    whole: true,
    scene: 'host',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Keys', exact: true }).check();
      await press(page, 'Choose the folder…');
      await press(page, 'Ceremonies');
      await press(page, /^Read/);
      await page.getByText('From stick').waitFor();
      await page.getByRole('button', { name: '5 lines as planned' }).first().click();
    },
  },
  {
    name: '07-host-signatures',
    whole: true,
    scene: 'host-signing',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Keys', exact: true }).check();
      await page.getByLabel('Branch', { exact: true }).fill('signing/priya-raman');
      await press(page, 'Read the branch');
      await page.getByText('From branch signing/priya-raman').waitFor();
    },
  },
  {
    name: '07-host-rotation',
    everywhere: true,
    whole: true,
    scene: 'host',
    act: (page) => page.getByRole('radio', { name: 'Rotation', exact: true }).check(),
  },
  {
    name: '07-host-rotation-impossible',
    scene: 'host',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Rotation', exact: true }).check();
      await page
        .getByRole('group', { name: 'The device of Jonas Lindqvist' })
        .getByRole('radio', { name: 'Lost' })
        .check();
      await press(page, 'Plan with these people');
      await page.getByText('This rotation cannot be signed').waitFor();
    },
  },
  {
    name: '07-host-rotation-none',
    scene: 'host-signing',
    only: 'real',
    act: (page) => page.getByRole('radio', { name: 'Rotation', exact: true }).check(),
  },
  {
    name: '07-host-minutes',
    everywhere: true,
    whole: true,
    scene: 'host',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Minutes', exact: true }).check();
      await press(page, 'Write the minutes');
      await page.getByText('minutes-96.html').waitFor();
    },
  },
  {
    name: '07-host-minutes-pin',
    scene: 'host',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Minutes', exact: true }).check();
      await press(page, 'Let Priya sign');
      await typePin(page);
    },
  },
  {
    name: '07-host-minutes-touch',
    scene: 'host-record-touch',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Minutes', exact: true }).check();
      await press(page, 'Let Priya sign');
      await typePin(page);
      await press(page, 'Sign the record');
      await page.getByText('Touch the token of Priya').waitFor();
    },
  },
  {
    name: '07-host-minutes-broken',
    scene: 'host-signing',
    only: 'real',
    act: (page) => page.getByRole('radio', { name: 'Minutes', exact: true }).check(),
  },
  {
    name: '07-host-publish',
    everywhere: true,
    scene: 'host',
    act: (page) => page.getByRole('radio', { name: 'Publish', exact: true }).check(),
  },
  {
    name: '07-host-publish-staged',
    scene: 'host-publication-staged',
    act: (page) => page.getByRole('radio', { name: 'Publish', exact: true }).check(),
  },
  {
    name: '07-host-publish-before',
    scene: 'host-before-publication',
    only: 'real',
    act: (page) => page.getByRole('radio', { name: 'Publish', exact: true }).check(),
  },
  {
    name: '07-host-undo',
    everywhere: true,
    scene: 'host',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Undo', exact: true }).check();
      await page.getByRole('radio', { name: /Give root version 16 up/ }).check();
    },
  },
  {
    name: '07-host-undo-acceptable',
    scene: 'host-undo-acceptable',
    only: 'real',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Undo', exact: true }).check();
      await page.getByRole('radio', { name: /Give the whole ceremony up/ }).check();
    },
  },
  {
    name: '07-host-undo-ended',
    scene: 'host-undo-ended',
    only: 'real',
    act: (page) => page.getByRole('radio', { name: 'Undo', exact: true }).check(),
  },
  { name: '08-auditor', everywhere: true, scene: 'audit-pass', only: 'real', act: openAudit },
  { name: '08-auditor-fail', scene: 'audit-fail', only: 'real', act: openAudit },
  {
    name: '08-auditor-finding',
    scene: 'audit-pass',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, /All six devices/);
    },
  },
  {
    name: '08-auditor-limits',
    scene: 'audit-pass',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, 'What a pass does not prove');
    },
  },
  {
    name: '08-auditor-date',
    scene: 'audit-pass',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, 'Change date');
    },
  },
  {
    name: '08-auditor-choose',
    scene: 'audit-pass',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, 'Other files');
    },
  },
  {
    name: '08-auditor-evidence',
    everywhere: true,
    scene: 'audit-pass',
    only: 'real',
    whole: true,
    act: async (page) => {
      await openAudit(page);
      const key = page.getByRole('button', { name: /YubiKey.*firmware 5.2.7/ });
      await key.first().click();
      await page.getByText('Fingerprint of the public key').scrollIntoViewIfNeeded();
    },
  },
  {
    name: '08-auditor-evidence-fail',
    scene: 'audit-fail',
    only: 'real',
    whole: true,
    act: async (page) => {
      await openAudit(page);
      await press(page, /Amara Okafor/);
      await page.getByText('Fingerprint of the public key').scrollIntoViewIfNeeded();
    },
  },
  {
    name: '08-auditor-bytes',
    everywhere: true,
    scene: 'audit-fail',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, /Two roots of version 7 exist/);
      await press(page, 'Show the bytes behind it');
      await page.getByText('Read again').waitFor();
    },
  },
  {
    name: '08-auditor-bytes-hex',
    everywhere: true,
    scene: 'audit-fail',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, /Two roots of version 7 exist/);
      await press(page, 'Show the bytes behind it');
      await page.getByRole('radio', { name: 'Hexadecimal' }).check();
    },
  },
  {
    name: '08-auditor-bytes-changed',
    scene: 'audit-fail',
    only: 'real',
    act: async (page) => {
      await openAudit(page);
      await press(page, /Two roots of version 7 exist/);
      await press(page, 'Show the bytes behind it');
      await page.getByRole('radio', { name: '7b.root.json' }).check();
      await page.getByText('was changed after it was judged').waitFor();
    },
  },
  {
    name: '08-auditor-asked',
    everywhere: true,
    scene: 'audit-running',
    only: 'real',
    act: async (page) => {
      await toAsk(page);
      await addCeremonies(page);
      await press(page, 'Add a file');
      await press(page, /^Ceremonies/);
      await press(page, 'notes.txt');
      await press(page, 'Add notes.txt');
      await page.getByRole('radio', { name: /Another day/ }).check();
      await page.getByRole('textbox', { name: 'Day' }).fill('2024-03-20');
    },
  },
  {
    name: '08-auditor-reading',
    scene: 'audit-reading',
    only: 'real',
    act: async (page) => {
      await toAsk(page);
      await addCeremonies(page);
      await press(page, 'Check these files');
      await page.getByText('12,480 so far').waitFor();
    },
  },
  { name: '10-wrong-token', everywhere: true, scene: 'sign-wrong-token', only: 'real' },
  ...tokenPictures,
];
