import { describe, expect, it } from 'vitest';
import { CareContext, type ToCare } from '../../../../renderer/care-ways.ts';
import { ProblemPanel } from '../../../../renderer/components/problem.tsx';
import { ModuleCard } from '../../../../renderer/screens/keyholder/token/module-card.tsx';
import { DetailsStage } from '../../../../renderer/screens/tokens/details-stage.tsx';
import { InventoryRow } from '../../../../renderer/screens/tokens/inventory-row.tsx';
import { NewPinStage } from '../../../../renderer/screens/tokens/new-pin-stage.tsx';
import { RemoveKey } from '../../../../renderer/screens/tokens/remove-key.tsx';
import { SettingUp } from '../../../../renderer/screens/tokens/setting-up.tsx';
import { SetUpConfirm } from '../../../../renderer/screens/tokens/set-up-confirm.tsx';
import { SetUpDone } from '../../../../renderer/screens/tokens/set-up-done.tsx';
import { SetUpSecrets } from '../../../../renderer/screens/tokens/set-up-secrets.tsx';
import { problemOf } from '../../../../src/contract/problem.ts';
import type { TokenDetails } from '../../../../src/contract/token-care.ts';
import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import {
  busyYubikey,
  lockedYubikey,
  newYubikey,
  pinLocked,
  practiceDetails,
  settingUpPhases,
  setUpYubikey,
  silentYubikey,
  usedYubikey,
  wrongOldPin,
} from '../../gallery/values/token-care.ts';
import { tokensOf, yubikey } from '../../gallery/values/tokens.ts';
import { markup } from '../../markup.ts';
import { all, heard, treeOf } from '../../rules/tree.ts';

const nothing = (): void => undefined;
const spelled = (serial: string): string => Array.from(serial).join(' ');
const back = <button type="button">Back</button>;
const buttons = (html: string): readonly string[] => all(treeOf(html), 'button').map(heard);
const primary = (html: string): readonly string[] =>
  all(treeOf(html), 'button')
    .filter((one) => (one.attributes.get('class') ?? '').includes('btn-primary'))
    .map(heard);

const details = (of: TokenDetails, done: string | null = null) =>
  markup(<DetailsStage details={of} back={back} done={done} onWay={nothing} onLook={nothing} />);

describe('what a token tells', () => {
  it('is all on the screen, with advisories and defaults to take note of', () => {
    const { spoken, html } = details(newYubikey('real'));
    for (const { label, value } of newYubikey('real').device) {
      expect(spoken).toContain(label);
      expect(spoken).toContain(label === 'Serial' ? spelled(value) : value);
    }
    expect(spoken).toContain('Take note: Advisory YSA-2024-03');
    expect(spoken).toContain('Take note: PIN From the factory. Three tries of the PIN left');
    expect(spoken).toContain('It shows no key.');
    expect(spoken).toContain('Digest of libykcs11.so.2');
    expect(primary(html)).toEqual(['Set this YubiKey up']);
  });

  it('names each key by its words, and says where they are not known', () => {
    const { spoken } = details(usedYubikey('real'));
    const [key] = usedYubikey('real').keys;
    expect(spoken).toContain(`Row A: ${sheetOf(key?.spkiSha256 ?? '')[0]?.words.join(', ')}`);
    expect(spoken).toContain('Its public key cannot be read, so it has no words.');
  });

  it('leads a locked PIN to the PUK, and offers no change of it', () => {
    const { spoken, html } = details(lockedYubikey('real'));
    expect(primary(html)).toEqual(['Unblock the PIN']);
    expect(spoken).toContain('Its PIN is locked. Unblock it.');
    expect(buttons(html)).not.toContain('Change the PIN');
  });

  it('keeps what must be left alone locked, with the reason', () => {
    const { spoken, html } = details(silentYubikey('real'));
    expect(spoken).toContain('The plan does not name it for you.');
    expect(spoken).toContain('This token does not tell how many tries of the PUK are left');
    expect(buttons(html)).toEqual(['Back', 'Look again']);
  });

  it('says what could not be read, and does not call it empty', () => {
    const { spoken, html } = details(busyYubikey('real'));
    expect(spoken).toContain('Another program uses the token');
    expect(spoken).toContain('Not known: it could not be read.');
    expect(spoken).not.toContain('It shows no key');
    expect(primary(html)).toEqual([]);
  });

  it('offers to remove practice keys only', () => {
    expect(buttons(details(practiceDetails).html)).toContain('Remove this practice key');
    expect(buttons(details(usedYubikey('real')).html)).not.toContain('Remove this practice key');
  });

  it('says what was done just now', () => {
    expect(details(setUpYubikey('real'), 'The PIN was changed').spoken).toMatch(
      /^The PIN was changed/,
    );
  });
});

function confirm(of: TokenDetails) {
  if (of.setUp === null) throw new Error('a YubiKey');
  return markup(<SetUpConfirm details={of} setUp={of.setUp} back={back} onConfirm={nothing} />);
}

describe('the set-up', () => {
  it('says plainly what will be erased, with the words of the keys, before anything else', () => {
    const { spoken, html } = confirm(usedYubikey('real'));
    expect(spoken).toMatch(
      /^This cannot be undone Everything on this YubiKey will be erased Read what will be gone/,
    );
    for (const line of usedYubikey('real').setUp?.erases ?? []) expect(spoken).toContain(line);
    const [key] = usedYubikey('real').keys;
    expect(spoken).toContain(sheetOf(key?.spkiSha256 ?? '')[0]?.words.join(', '));
    expect(html).toContain('aria-disabled="true"');
  });

  it('does not threaten where nothing is lost', () => {
    const { spoken } = confirm(newYubikey('real'));
    expect(spoken).not.toMatch(/erased|undone|gone/);
    expect(spoken).toContain('A management key that nobody chooses');
  });

  it.each([
    [newYubikey('real'), 'Set up 2 4 6 1 7 8 0 2'],
    [usedYubikey('real'), 'Erase and set up 2 4 6 1 7 8 0 2'],
  ])('names its last button after what it does', (of, text) => {
    if (of.setUp === null) throw new Error('a YubiKey');
    const { html, spoken } = markup(
      <SetUpSecrets details={of} setUp={of.setUp} problem={null} back={back} onSend={nothing} />,
    );
    expect(primary(html)).toEqual([text]);
    for (const rule of of.setUp.rules) expect(spoken).toContain(rule);
    const fields = all(treeOf(html), 'input');
    expect(fields.map(({ attributes }) => attributes.get('type'))).toEqual(
      Array.from({ length: 4 }, () => 'password'),
    );
  });

  it('shows what is done and cannot be stopped half way', () => {
    const { spoken, html } = markup(
      <SettingUp details={usedYubikey('real')} reports={settingUpPhases} />,
    );
    for (const { phase } of settingUpPhases) expect(spoken).toContain(phase);
    expect(buttons(html)).toEqual([]);
  });

  it('ends with what was read back', () => {
    const { spoken } = markup(<SetUpDone details={setUpYubikey('real')} onGoOn={nothing} />);
    expect(spoken).toContain('Management key Kept on the token, behind its PIN');
    expect(spoken).toContain('PIN Three tries of the PIN left');
  });
});

const stage = (by: 'PIN' | 'PUK', problem = false) =>
  markup(
    <NewPinStage
      details={lockedYubikey('real')}
      by={by}
      busy={false}
      problem={problem ? problemOf(wrongOldPin()) : null}
      back={back}
      onUnblock={by === 'PIN' ? nothing : null}
      onSend={nothing}
    />,
  );

describe('a new PIN', () => {
  it('by the PIN says the tries of the PIN first, and what helps who does not know it', () => {
    const { spoken, html } = stage('PIN');
    expect(spoken.indexOf('No tries left: the PIN is locked.')).toBeLessThan(
      spoken.indexOf('The same new PIN again'),
    );
    expect(buttons(html)).toContain('I do not know the PIN');
  });

  it('by the PUK says the tries of the PUK, and what becomes of one that runs out', () => {
    const { spoken, html } = stage('PUK');
    expect(spoken).toContain('Three tries of the PUK left.');
    expect(spoken).toContain('only a new set-up opens it, which erases its keys');
    expect(buttons(html)).not.toContain('I do not know the PIN');
  });

  it('that did not come about says that nothing was sent again', () => {
    expect(stage('PIN', true).spoken).toContain('The PIN was sent once and not again');
  });
});

describe('a practice key that goes', () => {
  it('is shown whole, and waits for number and PIN', () => {
    const [key] = practiceDetails.keys;
    const { html, spoken } = markup(
      <RemoveKey
        details={practiceDetails}
        spkiSha256={key?.spkiSha256 ?? ''}
        busy={false}
        problem={null}
        back={back}
        onSend={nothing}
      />,
    );
    expect(all(treeOf(html), 'tr')).toHaveLength(9);
    expect(spoken).toContain('Type the number of its token.');
    expect(html).toContain('aria-disabled="true"');
  });
});

const panel = (code: string, go: ToCare | null) => {
  const problem = { ...problemOf(pinLocked()), code };
  return buttons(
    markup(
      <CareContext value={go}>
        <ProblemPanel problem={problem} />
      </CareContext>,
    ).html,
  );
};

describe('an error that the person can help here', () => {
  it.each([
    ['pin.locked', 'Unblock the PIN with the PUK'],
    ['puk.locked', 'Look at its details'],
    ['token.set-up-first', 'Set this YubiKey up'],
  ])('%s leads there', (code, text) => {
    expect(panel(code, nothing)).toEqual([text]);
    expect(panel(code, null)).toEqual([]);
  });

  it.each(['pin.wrong', 'token.removed', 'toString', '__proto__'])('%s leads nowhere', (code) => {
    expect(panel(code, nothing)).toEqual([]);
  });
});

describe('a token in the inventory', () => {
  it('can be looked at, by its number', () => {
    const { html } = markup(<InventoryRow token={yubikey} onLook={nothing} />);
    expect(buttons(html)).toEqual(['Look at 2 4 6 1 7 8 0 2']);
  });

  it('without a number cannot, and says why', () => {
    const lock = 'It tells no serial number, so it cannot be told apart from others.';
    const { html, spoken } = markup(
      <InventoryRow token={{ ...yubikey, serial: null, lock }} onLook={nothing} />,
    );
    expect(buttons(html)).toEqual([]);
    expect(spoken).toContain(lock);
  });
});

describe('a module that has to be told where its tokens are', () => {
  const [first] = tokensOf('real').modules;
  const card = (state: 'failed' | 'needs-approval', now: string | null = null) =>
    markup(
      <ModuleCard
        module={{
          ...first!,
          name: 'libsoftokn3.so',
          state,
          reads: { want: 'folder', asks: 'Choose the folder of its database.', now },
        }}
        busy={false}
        onApprove={nothing}
        onConfigure={nothing}
      />,
    );

  it('asks for it by name', () => {
    expect(buttons(card('failed').html)).toEqual(['Choose the folder that libsoftokn3.so reads…']);
  });

  it('asks for nothing before it is approved', () => {
    expect(buttons(card('needs-approval').html)).toEqual([
      'Approve libsoftokn3.so with this digest',
    ]);
  });
});
