import { describe, expect, it } from 'vitest';
import { PublishStage } from '../../../../renderer/screens/host/publish-stage.tsx';
import type { PublicationView } from '../../../../src/contract/publication.ts';
import {
  publicationBefore,
  publicationOf,
  publicationStaged,
} from '../../gallery/values/publication.ts';
import { handsOn } from '../../hands.tsx';
import { askedCall, stillCall } from '../../host-calls.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';

const nothing = (): void => undefined;
const stage = (view: PublicationView, send = stillCall<'publication.send'>()) =>
  withStation(
    <PublishStage view={view} send={send} lookProblem={null} onView={nothing} onLeave={nothing} />,
  );
const planned = 'ssh://git@example.org/root-signing.git';

describe('what a host sends', () => {
  it('goes to the repository of the plan in one press, with the branch and the name on screen', () => {
    const { call, asked } = askedCall<'publication.send'>();
    const view = { ...publicationOf('real'), planned };
    handsOn(stage(view, call)).press('Send the ceremony');
    expect(asked).toEqual([
      {
        place: null,
        what: 'ceremony',
        branch: 'ceremony/2027-07-14',
        author: 'Tomás Varga <tomas@example.org>',
      },
    ]);
  });

  it('leaves nothing before a repository is chosen, where the plan names none', () => {
    const { call, asked } = askedCall<'publication.send'>();
    handsOn(stage(publicationOf('real'), call)).press('Send the ceremony to…');
    expect(asked).toEqual([]);
  });

  it.each([publicationBefore('real'), { ...publicationOf('real'), planned, author: '  ' }])(
    'leaves nothing without a name that signs it off',
    (view) => {
      const { call, asked } = askedCall<'publication.send'>();
      const hands = handsOn(stage(view, call));
      hands.press('Send the');
      hands.press('Another repository…');
      expect(asked).toEqual([]);
      expect(markup(stage(view)).spoken).toContain('Say who signs it off.');
    },
  );

  it('leaves nothing where no key came in and nothing is published', () => {
    const { call, asked } = askedCall<'publication.send'>();
    const view = { ...publicationBefore('real'), author: 'Tomás <t@example.org>', keys: [] };
    expect(markup(stage(view)).spoken).toContain('No key has come in yet. Send the keys');
    handsOn(stage(view, call)).press('Send the keys');
    expect(asked).toEqual([]);
  });

  it('cannot be the ceremony before it is published: the choice can be read, and not made', () => {
    const { html, spoken } = markup(stage(publicationBefore('real')));
    expect(html).toMatch(/<input type="radio"[^>]*aria-disabled="true"/);
    expect(spoken).toContain('Root version 16 is not published in the folder yet.');
  });

  it('is the staged root first, while it waits for signatures', () => {
    const { call, asked } = askedCall<'publication.send'>();
    handsOn(stage(publicationStaged('real'), call)).press('Send the root');
    expect(asked).toMatchObject([{ what: 'staged', place: null }]);
  });

  it('is not sent twice, and says how far it is', () => {
    const { call, asked } = askedCall<'publication.send'>({ pending: true });
    const view = { ...publicationOf('real'), planned };
    handsOn(stage(view, call)).press('Send the ceremony');
    expect(asked).toEqual([]);
    expect(markup(stage(view, call)).spoken).toContain('Working. Send the ceremony');
  });
});
