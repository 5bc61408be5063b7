import { describe, expect, it } from 'vitest';
import { nothingCompared, withRow } from '../../../../renderer/components/row-check.ts';
import { EvidenceCard } from '../../../../renderer/screens/keyholder/evidence/evidence-card.tsx';
import { ExportFiles } from '../../../../renderer/screens/keyholder/export/export-files.tsx';
import { NotWritten } from '../../../../renderer/screens/keyholder/export/not-written.tsx';
import { ReadBack } from '../../../../renderer/screens/keyholder/export/read-back.tsx';
import { AdoptKey } from '../../../../renderer/screens/keyholder/key/adopt-key.tsx';
import { FindKey } from '../../../../renderer/screens/keyholder/key/find-key.tsx';
import { KeyMade } from '../../../../renderer/screens/keyholder/key/key-made.tsx';
import { MakeKey } from '../../../../renderer/screens/keyholder/key/make-key.tsx';
import { MakingKey } from '../../../../renderer/screens/keyholder/key/making-key.tsx';
import { LookingStage } from '../../../../renderer/screens/looking-stage.tsx';
import { ModuleCard } from '../../../../renderer/screens/keyholder/token/module-card.tsx';
import { NotInList } from '../../../../renderer/screens/keyholder/token/not-in-list.tsx';
import { TokenRow } from '../../../../renderer/screens/keyholder/token/token-row.tsx';
import type { KeyLook } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { evidenceAgainst, evidenceOf, exported } from '../../gallery/values/evidence.ts';
import {
  keyBehindPin,
  keyLook,
  keyMade,
  keyUnfinished,
  makingPhases,
} from '../../gallery/values/key.ts';
import { practiceToken, tokensOf, yubikey } from '../../gallery/values/tokens.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';
import { all, treeOf } from '../../rules/tree.ts';

const nothing = (): void => undefined;
const back = <button type="button">Back</button>;
const times = (text: string, part: string): number => text.split(part).length - 1;

const row = (more: Partial<TokenView> = {}, facts = '') =>
  markup(
    <TokenRow
      token={{ ...yubikey, ...more }}
      facts={facts}
      checked={false}
      onChoose={nothing}
      onDetails={nothing}
    />,
  );

describe('a token in the list', () => {
  it('tells what its device tells over USB, where that is something', () => {
    expect(row({}, 'USB-C keychain, firmware 5.4.3').spoken).toContain(
      'Serial 2 4 6 1 7 8 0 2 USB-C keychain, firmware 5.4.3 Empty and ready.',
    );
  });

  it('is named by model and number, with what is on it', () => {
    expect(row().spoken).toBe(
      'YubiKey 5C NFC Planned for you Serial 2 4 6 1 7 8 0 2 Empty and ready. Firmware 5.4.3, three PIN tries left. Details of 2 4 6 1 7 8 0 2',
    );
  });

  it('shows the number as it is printed on the back, for the planned YubiKey alone', () => {
    expect(row().html).toContain('printed on the back');
    for (const other of [{ planned: false }, { kind: 'other' }, { serial: null }] as const)
      expect(row(other).html).not.toContain('printed on the back');
  });

  it('that is locked says why in place of what is on it, and cannot be chosen', () => {
    const { html, spoken } = row({ lock: 'Not in the plan for you.', planned: false });
    expect(spoken).toContain('Not in the plan for you.');
    expect(spoken).not.toContain('Empty and ready');
    expect(html).toContain('aria-disabled="true"');
  });

  it('without a number says so', () => {
    const { spoken } = row({ serial: null, lock: 'It cannot be told from another.' });
    expect(spoken).toContain('It gives no number');
    expect(spoken).not.toContain('Serial');
  });

  it('has a tag for each thing that is true of it', () => {
    const { spoken } = row({ ...practiceToken, holdsKey: true });
    expect(spoken).toContain('Planned for you Practice Holds a key');
    expect(row({ planned: false }).spoken).not.toMatch(/Planned|Practice|Holds/);
  });
});

const moduleOf = (name: string) =>
  tokensOf('real').modules.find((one) => one.name.startsWith(name))!;
const module = (name: string) =>
  markup(
    <ModuleCard module={moduleOf(name)} busy={false} onApprove={nothing} onConfigure={nothing} />,
  );

describe('a module', () => {
  it('that waits for approval shows the whole digest of its file, and is approved by name', () => {
    const { html, spoken } = module('YubiKey');
    expect(all(treeOf(html), 'tr')).toHaveLength(9);
    expect(spoken).toContain('Approve YubiKey (ykcs11 2.3) with this digest');
    expect(spoken).toContain('Waits for you');
  });

  it('in use shows row A and asks nothing', () => {
    const { html, spoken } = module('Practice');
    expect(spoken).toContain('In use');
    expect(spoken).toContain('Digest of its file, row A:');
    expect(html).not.toContain('<button');
  });

  it('that is refused cannot be approved, and says why', () => {
    const { html, spoken } = module('pkcs11-spy');
    expect(spoken).toContain('Refused It writes down everything that goes to a token');
    expect(html).not.toContain('<button');
  });

  it.each([
    ['embedded', 'comes with the station'],
    ['chosen', 'chosen by you'],
    ['p11-kit', 'set up on this machine'],
    ['known-path', 'found where its maker puts it'],
  ] as const)('from %s says where it comes from', (origin, words) => {
    const view = { ...moduleOf('Practice'), origin };
    expect(
      markup(<ModuleCard module={view} busy={false} onApprove={nothing} onConfigure={nothing} />)
        .spoken,
    ).toContain(words);
  });
});

const notInList = (list: ReturnType<typeof tokensOf>) =>
  markup(withStation(<NotInList list={list} onList={nothing} />));

describe('what helps when a token is not in the list', () => {
  it('offers practice tokens where the plan lets one use them', () => {
    expect(notInList(tokensOf('rehearsal')).spoken).toContain('Make a practice token');
    expect(notInList(tokensOf('real')).spoken).not.toContain('Make a practice token');
  });

  it('offers to delete practice tokens alone', () => {
    const { html } = notInList(tokensOf('rehearsal'));
    const numbers = /Delete a practice token(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
    expect(times(numbers, '<button')).toBe(2);
    expect(numbers).not.toContain('2 4 6 1 7 8 0 2');
  });

  it('deletes nothing before a number was chosen and typed', () => {
    expect(notInList(tokensOf('rehearsal')).html).not.toContain('Delete this practice token');
  });

  it('says nothing of deleting where there is none', () => {
    const list = { ...tokensOf('rehearsal'), tokens: [yubikey] };
    expect(notInList(list).spoken).not.toContain('Delete');
  });
});

const make = (look: KeyLook, token: TokenView = yubikey) =>
  markup(
    withStation(
      <MakeKey
        look={look}
        token={token}
        back={back}
        tokenIsOut={false}
        onActing={nothing}
        onLook={nothing}
      />,
    ),
  );

describe('before a key is made', () => {
  it('asks for a new PIN twice, says its rules and the tries', () => {
    const { html, spoken } = make(keyLook('real'));
    expect(all(treeOf(html), 'input').map((field) => field.attributes.get('name'))).toEqual([
      'pin',
      'repeat',
    ]);
    expect(spoken).toContain('The same PIN again');
    expect(spoken).toContain('Six to eight digits.');
    expect(spoken).toContain('Type the PIN twice first.');
  });

  it('asks once for a PIN that is there already', () => {
    const { html, spoken } = make(keyLook('real', 'enter'));
    expect(all(treeOf(html), 'input')).toHaveLength(1);
    expect(spoken).toContain('Type the PIN first.');
    expect(spoken).not.toContain('The same PIN again');
  });

  it('says the tries before the field, and what will happen before it does', () => {
    const { html } = make(keyLook('real'));
    expect(html.indexOf('Three tries left.')).toBeLessThan(html.indexOf('type="password"'));
    expect(html).toContain('What will happen');
    expect(times(html, '<ol class="todo">')).toBe(1);
  });

  it('names the token by its number, or by its model where it has none', () => {
    expect(make(keyLook('real')).spoken).toContain('Make the key on 2 4 6 1 7 8 0 2');
    const nameless = { ...yubikey, serial: null, model: 'Card' };
    expect(make(keyLook('real'), nameless).spoken).toContain('Make the key on Card');
  });

  it('leaves out a list of rules that is empty', () => {
    expect(make(keyLook('real', 'enter')).html).not.toContain('class="rules"');
  });
});

const making = (reports: typeof makingPhases, out = false) =>
  markup(<MakingKey token={yubikey} out={out} reports={reports} onCancel={nothing} />);

describe('while a key is made', () => {
  it('tells each phase with its note, and can be cancelled', () => {
    const { html, spoken } = making(makingPhases);
    expect(spoken).toContain('PIN set 3 of 3 tries left Key made on the token 2 seconds');
    expect(html).toContain('<ol class="phases" aria-live="polite">');
    expect(spoken).toContain('Cancel');
    expect(html).not.toContain('btn-primary');
  });

  it('says when the token was pulled out, and what to do', () => {
    const { spoken } = making(makingPhases, true);
    expect(spoken).toContain('Your token is not plugged in any more');
    expect(spoken).toContain('Plug it in again. A key may be on it');
    expect(spoken).not.toContain('Leave it plugged in');
  });

  it('has no phase before the first report', () => {
    expect(making([]).html).not.toContain('<li');
  });
});

const taking = { token: yubikey, back, tokenIsOut: false, onActing: nothing, onLook: nothing };
const adopting = (origin: 'cut-off' | 'earlier-ceremony', onMakeNew: (() => void) | null = null) =>
  markup(
    withStation(
      <AdoptKey
        {...taking}
        unfinished={{ ...keyUnfinished('real').unfinished!, origin }}
        onMakeNew={onMakeNew}
        practice={false}
      />,
    ),
  );

describe('a key whose making was cut off', () => {
  const { html, spoken } = adopting('cut-off');

  it('is shown by its whole fingerprint, and no second one is made', () => {
    expect(spoken).toContain('No second key is made.');
    expect(all(treeOf(html), 'tr')).toHaveLength(9);
    expect(spoken).toContain('Take up this key');
  });

  it('asks for the PIN of the token it is on', () => {
    expect(spoken).toContain('PIN of 2 4 6 1 7 8 0 2');
    expect(spoken).toContain('The key signs a challenge of this station, and nothing else.');
  });
});

describe('a key of the root in use', () => {
  it('is not said to have been begun in this ceremony', () => {
    const { spoken } = adopting('earlier-ceremony');
    expect(spoken).toContain('It is a key of the root in use.');
    expect(spoken).not.toContain('began to make');
  });

  it('may be another person’s on a token that several use, and nowhere else', () => {
    expect(adopting('earlier-ceremony', nothing).spoken).toContain('It is not mine');
    expect(adopting('earlier-ceremony').spoken).not.toContain('It is not mine');
  });
});

describe('a token that shows its keys only after its PIN', () => {
  const { html, spoken } = markup(
    withStation(<FindKey {...taking} why={keyBehindPin('real').mayHold!} onMakeNew={nothing} />),
  );

  it('is looked into first; making a new key is another way, and not the primary one', () => {
    expect(html.match(/btn-primary/g)).toHaveLength(1);
    expect(spoken).toContain('Look for your key');
    expect(spoken).toContain('There is none: make a new key');
  });

  it('is said to get its PIN twice, and to sign nothing but a challenge', () => {
    expect(spoken).toContain('The PIN is sent, and the token shows its keys.');
    expect(spoken).toContain('The PIN is sent again');
    expect(spoken).toContain('The key signs a challenge of this station, and nothing else.');
    expect(spoken).toContain(yubikey.tries);
  });
});

const made = (token: TokenView | null, view = keyMade('real')) =>
  markup(<KeyMade made={view} token={token} practice={false} back={back} onGoOn={nothing} />)
    .spoken;

describe('a key that was made', () => {
  it('was read back, with algorithm and time', () => {
    expect(made(yubikey)).toContain('It was read back from 2 4 6 1 7 8 0 2 after it was made.');
    expect(made(yubikey)).toContain('ECDSA P-256, made 23 November 2026, 14:09 UTC');
    expect(made(null)).toContain('It was read back from the token after it was made.');
  });

  it('reminds by row A and says that there is more', () => {
    expect(made(yubikey)).toContain('Row A of eight');
    expect(made(yubikey)).toContain('Show all 32 words and 64 digits');
  });
});

const card = (evidence: typeof evidenceAgainst, practice = false) =>
  markup(<EvidenceCard evidence={evidence} practice={practice} />);

describe('evidence', () => {
  it('is device, claims, fingerprint and chain, in this order', () => {
    const { spoken } = card(evidenceOf('real'));
    const order = [
      'YubiKey 5C NFC',
      'Evidence is complete',
      'As planned: Key',
      'Take note: Firmware',
      'Fingerprint of your public key',
      'signed by This device',
      'signed by Yubico PIV Root CA 263751',
    ].map((part) => spoken.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('against the plan says so in the line and in the tag', () => {
    const { spoken } = card(evidenceAgainst);
    expect(spoken).toContain('Against the plan: Touch Never needed');
    expect(times(spoken, 'Against the plan')).toBe(2);
  });

  it('that is absent is drawn: a token that can give none', () => {
    const { html, spoken } = card(evidenceOf('rehearsal'), true);
    expect(spoken).toContain('No certificate of the device This token cannot give one.');
    expect(html).not.toContain('Certificate chain');
    expect(html).toContain('PRACTICE');
  });
});

describe('files that were exported', () => {
  const view = exported('real');
  const files = (files: typeof view.files) =>
    markup(<ExportFiles view={{ ...view, files }} practice={false} onRead={nothing} />).spoken;

  it('each say what they are, their size, and that they were read back', () => {
    expect(files(view.files)).toContain(
      '24617802_pubkey.pem Your public key. 178 bytes Read back, the same',
    );
    expect(times(files(view.files), 'Read back, the same')).toBe(3);
  });

  it('that are not the same on disk say so', () => {
    const [first, ...rest] = view.files;
    const { html } = markup(
      <ExportFiles
        view={{ ...view, files: [{ ...first!, readBack: false }, ...rest] }}
        practice={false}
        onRead={nothing}
      />,
    );
    expect(times(html, 'file-wrong')).toBe(1);
    expect(html).toContain('Read back, not the same');
  });

  it('count one byte as one', () => {
    expect(files([{ ...view.files[0]!, bytes: 1 }])).toContain('1 byte Read back');
  });
});

const stage = (loaded: boolean) =>
  markup(<NotWritten loaded={loaded} busy={false} problem={null} back={back} onWrite={nothing} />);

describe('before files are written', () => {
  it('says what will happen, and waits until the station has looked', () => {
    expect(stage(true).spoken).toContain('Nothing is overwritten');
    expect(stage(true).html).not.toContain('aria-disabled');
    expect(stage(false).html).toContain('aria-disabled="true"');
  });
});

const aloud = (check: typeof nothingCompared) =>
  markup(
    <ReadBack
      digest={exported('real').spkiSha256}
      practice={false}
      busy={false}
      problem={null}
      check={check}
      onCheck={nothing}
      onBack={nothing}
      onConfirmed={nothing}
    />,
  );

const differ = (...rows: number[]) =>
  rows.reduce((check, at) => withRow(check, at, 'differs'), nothingCompared);

describe('reading back aloud', () => {
  it('shows rows that were confirmed before', () => {
    const { html, spoken } = aloud(withRow(withRow(nothingCompared, 0, 'same'), 1, 'same'));
    expect(times(html, 'checked=""')).toBe(2);
    expect(spoken).toContain('2 of 8 rows confirmed.');
  });

  it('speaks of one row that differs, and of several', () => {
    expect(aloud(differ(2)).spoken).toContain(
      'Row C differs. Read it again; if it still differs, tell the host.',
    );
    expect(aloud(differ(0, 2)).spoken).toContain(
      'Rows A and C differ. Read them again; if they still differ, tell the host.',
    );
  });

  it('sleeps until all eight agree, and with one that differs', () => {
    expect(aloud(differ(7)).html).toMatch(/aria-disabled="true"[^>]*>All eight rows agree/);
    const all = Array.from({ length: 8 }, (_, at) => at);
    const whole = all.reduce((check, at) => withRow(check, at, 'same'), nothingCompared);
    expect(aloud(whole).html).not.toContain('aria-disabled');
  });
});

describe('before the station has answered', () => {
  it('offers no action but Back; after a stop it can be asked again', () => {
    const looking = markup(
      <LookingStage heading="Looking" problem={null} onBack={nothing} onLook={nothing} />,
    );
    expect(looking.html).not.toContain('btn-primary');
    expect(looking.spoken).toBe('Looking Back');
  });
});
