import { describe, expect, it } from 'vitest';
import type { HostCalls } from '../../../../renderer/screens/host/host-calls.ts';
import { HostStage } from '../../../../renderer/screens/host/host-stage.tsx';
import { KeyholdersCard } from '../../../../renderer/screens/host/keyholders-card.tsx';
import { StagedCard } from '../../../../renderer/screens/host/staged-card.tsx';
import type { HostView } from '../../../../src/contract/host.ts';
import { plainProblem } from '../../../../src/contract/problem.ts';
import { bundle } from '../../gallery/values/done.ts';
import { ROOT } from '../../gallery/values/digests.ts';
import { hostAtStart, hostOf, hostWithTargets } from '../../gallery/values/host.ts';
import { hostCalls } from '../../host-calls.ts';
import { longSerial } from '../../hostile.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';

const nothing = (): void => undefined;
const problem = plainProblem('host.not-ready', 'two signatures are missing', {
  hint: 'Wait for the keyholders.',
});

interface Given {
  view?: HostView;
  practice?: boolean;
  calls?: HostCalls;
  recorded?: boolean;
  carried?: boolean;
}

const stage = ({ view = hostOf('real'), practice = false, calls, recorded, carried }: Given = {}) =>
  markup(
    withStation(
      <HostStage
        view={view}
        practice={practice}
        deviations={0}
        calls={calls ?? hostCalls()}
        lookProblem={null}
        carried={carried === true ? bundle : null}
        recorded={recorded === true}
        onPublish={nothing}
        onFollow={nothing}
        onView={nothing}
        onCarried={nothing}
        onDeviation={nothing}
        onRecord={nothing}
        onLeave={nothing}
      />,
    ),
  );

const readyToPublish = (needsPin: boolean): HostView => ({
  ...hostOf('real'),
  publish: { ready: true, reason: 'It moves root.json, and keeps what was there.' },
  publishNeedsPin: needsPin,
});

const askedForPin = (publishTries: string) =>
  stage({ view: { ...readyToPublish(true), publishTries } }).spoken;

describe('the PIN of the host’s own token', () => {
  it('is asked for with the tries that are left', () => {
    expect(askedForPin('One try left')).toContain(
      'One try left. It signs targets, snapshot and timestamp',
    );
  });

  it('is asked for with a word to plug the token in, where it is not here', () => {
    expect(askedForPin('')).toContain(
      'Plug your token in. It signs targets, snapshot and timestamp',
    );
  });
});

describe('the host’s page', () => {
  it('names the one act that is next, and why it waits', () => {
    const { html, spoken } = stage();
    expect(spoken).toContain('It can be published when both sides have three. Publish the root');
    expect(html).toMatch(/aria-disabled="true"[^>]*>Publish the root/);
  });

  it('stages before it publishes', () => {
    expect(stage({ view: hostAtStart('real') }).spoken).toContain('Stage the root');
  });

  it('says that it is a practice root, in a rehearsal', () => {
    expect(stage({ view: hostOf('rehearsal'), practice: true }).spoken).toContain(
      'Publish the practice root',
    );
  });

  it('asks for a PIN only when it can publish and a token has to sign', () => {
    expect(stage().html).not.toContain('type="password"');
    expect(stage({ view: readyToPublish(false) }).html).not.toContain('type="password"');
    const { html, spoken } = stage({ view: readyToPublish(true) });
    expect(html.match(/type="password"/g)).toHaveLength(1);
    expect(spoken).toContain('Enter the PIN of your token. Publish the root');
    expect(spoken).toContain('It signs targets, snapshot and timestamp, once each.');
  });

  it('shows every target file before it is signed, with its whole digest, and only then', () => {
    const view = hostWithTargets('real');
    const { spoken } = stage({ view });
    expect(spoken).toContain('Target files that are signed with it');
    for (const { path, sha256 } of view.targets) {
      expect(spoken).toContain(path);
      expect(spoken).toContain(sha256);
    }
    expect(stage({ view: readyToPublish(true) }).spoken).not.toContain('Target files');
    const early = { ...view, publish: { ready: false, reason: 'Too early.' } };
    expect(stage({ view: early }).spoken).not.toContain('Target files');
  });

  it('wakes where nothing more is needed', () => {
    expect(stage({ view: readyToPublish(false) }).html).not.toContain('aria-disabled');
  });

  it('begins nothing else while an act is under way', () => {
    const { html, spoken } = stage({ calls: hostCalls({ practiceSign: { pending: true } }) });
    expect(spoken).toContain('Working.');
    expect(html).toMatch(/aria-disabled="true"[^>]*>Publish/);
    expect(html).toMatch(/aria-disabled="true"[^>]*>(?:<svg.*?<\/svg>)?Bring a keyholder/s);
  });

  it('confirms that a deviation was recorded, by icon and words, until the next act', () => {
    const { html, spoken } = stage({ recorded: true });
    expect(spoken).toContain('The deviation is in the record. The ceremony goes on.');
    expect(html).toMatch(/<output class="note-line note-ok"><svg/);
    expect(stage().spoken).not.toContain('The deviation is in the record');
  });

  it('shows what was carried, and what stopped', () => {
    const { spoken } = stage({ carried: true, calls: hostCalls({ publish: { problem } }) });
    expect(spoken).toContain('priya-raman-16.ceremony is on CEREMONY-A.');
    expect(spoken).toContain('Two signatures are missing');
  });
});

const people = (view: HostView, practice = false, busy = false) =>
  markup(<KeyholdersCard view={view} practice={practice} busy={busy} onPracticeSign={nothing} />);

const withFirst = (more: Partial<HostView['keyholders'][number]>): HostView => {
  const view = hostOf('rehearsal');
  const [first, ...rest] = view.keyholders;
  return { ...view, keyholders: [{ ...first!, ...more }, ...rest] };
};

describe('keyholders as the host sees them', () => {
  it('without a token say so', () => {
    expect(people(withFirst({ serial: null })).spoken).toContain('Amara Okafor no token yet');
  });

  it('have their serials read digit by digit, however long', () => {
    expect(people(withFirst({ serial: longSerial })).spoken).toContain(
      Array.from(longSerial).join(' '),
    );
  });

  it('are called by their first name on the button that plays them', () => {
    const view = withFirst({ state: 'key-exported', name: 'Ana María del Carmen' });
    expect(people(view, true).spoken).toContain('Let Ana sign');
    const one = withFirst({ state: 'key-exported', name: 'Prince' });
    expect(people(one, true).spoken).toContain('Let Prince sign');
  });

  it('cannot be played twice at once', () => {
    const { html } = people(hostOf('rehearsal'), true, true);
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(3);
  });

  it('that are nobody are counted as none', () => {
    const { spoken } = people({ ...hostOf('real'), keyholders: [] });
    expect(spoken).toContain('0 of 0 have signed.');
  });

  it('have an icon for each state, with its words', () => {
    const icons = (['signed', 'key-exported', 'not-started'] as const).map((state) => {
      const { html } = people(withFirst({ state, sentence: 'so it is' }));
      return /h-state"><svg[^>]*>(.*?)<\/svg>so it is/s.exec(html)?.[1];
    });
    expect(new Set(icons).size).toBe(3);
    expect(icons).not.toContain(undefined);
  });
});

const card = (sha256: string | null, practice = false) =>
  markup(<StagedCard sha256={sha256} practice={practice} />);

describe('the staged root', () => {
  it('is not there before it is staged', () => {
    expect(card(null).html).toBe('');
  });

  it('is named for screen readers by its fingerprint, and is to be read aloud', () => {
    const { spoken } = card(ROOT);
    expect(spoken).toContain('Fingerprint of the staged root, row A: adult conformist');
    expect(spoken).toContain('Read the rows aloud.');
    expect(spoken).toContain('Show all 32 words and 64 digits');
  });

  it('carries the band of a rehearsal', () => {
    expect(card(ROOT, true).html).toContain('PRACTICE');
    expect(card(ROOT).html).not.toContain('PRACTICE');
  });
});
