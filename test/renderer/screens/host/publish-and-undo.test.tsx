import { describe, expect, it } from 'vitest';
import { PublishStage } from '../../../../renderer/screens/host/publish-stage.tsx';
import { RecoverStage } from '../../../../renderer/screens/host/recover-stage.tsx';
import { needsVersion, recoverWays } from '../../../../renderer/screens/host/recover-ways.ts';
import { TakeOverCard } from '../../../../renderer/screens/ceremony/take-over.tsx';
import type { PublicationView } from '../../../../src/contract/publication.ts';
import type { RecoveryView } from '../../../../src/contract/recovery.ts';
import { plainProblem } from '../../../../src/contract/problem.ts';
import {
  publicationBefore,
  publicationOf,
  publicationStaged,
  recoveryAcceptable,
  recoveryEnded,
  recoveryOf,
  recoveryUnsigned,
} from '../../gallery/values/publication.ts';
import { stillCall } from '../../host-calls.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';

const nothing = (): void => undefined;

const publish = (view: PublicationView, pending = false) =>
  markup(
    withStation(
      <PublishStage
        view={view}
        send={{ ...stillCall<'publication.send'>(), pending }}
        lookProblem={null}
        onView={nothing}
        onLeave={nothing}
      />,
    ),
  );

const undo = (view: RecoveryView) =>
  markup(
    withStation(
      <RecoverStage
        view={view}
        calls={{
          unstage: stillCall<'recovery.unstage'>(),
          root: stillCall<'recovery.abandonRoot'>(),
          ceremony: stillCall<'recovery.abandon'>(),
        }}
        lookProblem={plainProblem('undo.nothing', 'nothing is staged', { hint: 'Look again.' })}
        onView={nothing}
        onLeave={nothing}
      />,
    ),
  );

describe('the host’s publication', () => {
  it('says what is sent, by whom, and what comes before anything leaves', () => {
    const { spoken, html } = publish(publicationOf('real'));
    expect(spoken).toContain('Plan, record, keys and repository, as one commit.');
    expect(spoken).toContain('tuf-js follows it as a client first. Nothing is sent if it stops.');
    expect(spoken).toContain('Send the ceremony to…');
    expect(html).not.toMatch(/aria-disabled="true"[^>]*>Send/);
  });

  it('locks the ceremony until it is published, and says why', () => {
    const { spoken } = publish(publicationBefore('real'));
    expect(spoken).toContain('Root version 16 is not published in the folder yet.');
    expect(spoken).toContain('Send the keys');
  });

  it('waits for a name and address where the plan has none', () => {
    const { spoken, html } = publish(publicationBefore('real'));
    expect(spoken).toContain('Say who signs it off.');
    expect(html).toMatch(/aria-disabled="true"[^>]*>Send the keys/);
  });

  it('sends the staged root to the keyholders while it waits for signatures, and says where', () => {
    const { spoken, html } = publish(publicationStaged('real'));
    expect(spoken).toContain('To branch signing/2027-07-14, with the signatures that it has.');
    expect(html).not.toMatch(/aria-disabled="true"[^>]*>Send the root/);
    expect(spoken).toContain('Send the root');
    for (const view of [publicationOf('real'), publicationBefore('real')])
      expect(publish(view).spoken).not.toContain('waits for signatures');
  });

  it('does nothing twice', () => {
    expect(publish(publicationOf('real'), true).html).toMatch(/aria-disabled="true"[^>]*>Send/);
  });

  it('lists what was sent, and what the station cannot do', () => {
    const { spoken } = publish(publicationOf('real'));
    expect(spoken).toContain('keyholder/priya-raman');
    expect(spoken).toContain('5d41402abc4b');
    expect(spoken).toContain('Have another person audit the published branch');
    expect(publish(publicationBefore('real')).spoken).toContain(
      'Nothing has left this folder yet.',
    );
  });
});

describe('undoing', () => {
  it('names the ways from the smallest to the largest, and locks those that are closed', () => {
    expect(recoverWays(recoveryOf('real')).map(({ id, locked }) => [id, locked])).toEqual([
      ['unstage', 'Somebody has signed it, or begun to.'],
      ['root', null],
      ['ceremony', null],
    ]);
    expect(recoverWays(recoveryUnsigned('real')).every(({ locked }) => locked === null)).toBe(true);
    expect(recoverWays(recoveryEnded('real')).map(({ locked }) => locked)).toEqual([
      'The ceremony was given up.',
      'The ceremony was given up.',
      'The ceremony was given up.',
    ]);
    const published = { ...recoveryOf('real'), staged: null, canEnd: false };
    expect(recoverWays(published).map(({ locked }) => locked)).toEqual([
      'No root is staged.',
      'No root is staged.',
      'Its root is published, and stays.',
    ]);
  });

  it('has the version typed only where clients accept the root already', () => {
    expect(needsVersion(recoveryOf('real'), 'root')).toBe(false);
    expect(needsVersion(recoveryAcceptable('real'), 'unstage')).toBe(false);
    expect(needsVersion(recoveryAcceptable('real'), 'root')).toBe(true);
    expect(needsVersion(recoveryAcceptable('real'), 'ceremony')).toBe(true);
  });

  it('changes nothing before a way is chosen', () => {
    const { spoken, html } = undo(recoveryOf('real'));
    expect(spoken).toContain('Choose a way. Nothing is changed before that.');
    expect(html).toMatch(/aria-disabled="true"[^>]*>Undo/);
    expect(undo(recoveryEnded('real')).spoken).toContain('There is nothing to undo.');
  });

  it('shows the problem, and what was given up with its reason', () => {
    const { spoken } = undo(recoveryOf('real'));
    expect(spoken.toLowerCase()).toContain('nothing is staged');
    expect(spoken).toContain('The date of expiry was that of the year before.');
    expect(spoken).toContain('Too few for a client.');
  });
});

describe('a folder that another machine has open', () => {
  it('says whose it is and since when, and waits for its name', () => {
    const other = { lock: '0'.repeat(64), host: 'stage-laptop', at: '2027-07-14T09:00:00Z' };
    const { spoken, html } = markup(
      withStation(<TakeOverCard other={other} busy={false} onTake={nothing} />),
    );
    expect(spoken).toContain('stage-laptop has this folder open');
    expect(spoken).toContain('Since 2027-07-14, 09:00:00 UTC.');
    expect(html).toMatch(/aria-disabled="true"[^>]*>Take the folder over/);
  });
});
