import { describe, expect, it } from 'vitest';
import { Opening } from '../../../../renderer/screens/ceremony/opening.tsx';
import { Who } from '../../../../renderer/screens/ceremony/who.tsx';
import { Cloth } from '../../../../renderer/screens/welcome/cloth.tsx';
import { Cover } from '../../../../renderer/screens/welcome/cover.tsx';
import { RecentList } from '../../../../renderer/screens/welcome/recent-list.tsx';
import { ModeChoices, RoleChoices } from '../../../../renderer/screens/welcome/role-choices.tsx';
import { Welcome } from '../../../../renderer/screens/welcome/welcome.tsx';
import type { CeremonyView } from '../../../../src/contract/ceremony.ts';
import type { StationInfo } from '../../../../src/contract/station.ts';
import type { Mode, Role } from '../../../../src/contract/values.ts';
import { ceremonyAt, info, network, recent } from '../../gallery/values/ceremony.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';
import { all, heard, treeOf } from '../../rules/tree.ts';

const nothing = (): void => undefined;
const chosen = (html: string): readonly string[] =>
  all(treeOf(html), 'label')
    .filter((label) => all(label, 'input').some((field) => field.attributes.has('checked')))
    .map((label) => heard(label));

const welcome = (more: Partial<StationInfo> = {}) =>
  markup(
    <Welcome
      info={{ ...info, ...more }}
      network={network}
      recent={recent}
      problem={null}
      onContinue={nothing}
      onOpen={nothing}
      onResume={nothing}
      onTokens={nothing}
    />,
  );

describe('the welcome screen', () => {
  it('asks who one is, whether it counts, and offers to go on', () => {
    const { spoken } = welcome();
    const order = [
      'What brings you here today?',
      'Keyholder I hold a key.',
      'Does it count?',
      'Go on where you were',
      'Continue as keyholder',
    ].map((part) => spoken.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('begins with keyholder and real', () => {
    expect(chosen(welcome().html).map((text) => text.split(' ')[0])).toEqual(['Keyholder', 'Real']);
  });

  it('as root locks the real ceremony, says why, and chooses the rehearsal', () => {
    const { html, spoken } = welcome({ rehearsalOnly: 'The station was started as root.' });
    expect(spoken).toContain('Real ceremony The station was started as root.');
    expect(chosen(html)[1]).toMatch(/^Rehearsal/);
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(1);
  });
});

describe('the cover', () => {
  it('says version, shell, network and clock', () => {
    const { html, spoken } = markup(<Cover info={info} network={network} />);
    expect(spoken).toContain('This station Version 1.0.0, in Chromium');
    expect(spoken).toContain('Network Offline, no way out found');
    expect(html).toMatch(/<time dateTime="/);
    expect(html).toContain('aria-label="This station"');
  });

  it('claims nothing before it is known', () => {
    const { spoken } = markup(<Cover info={null} network={null} />);
    expect(spoken).not.toMatch(/Version|Offline/);
  });

  it('has a cloth that is silent', () => {
    expect(markup(<Cloth />).spoken).toBe('');
    expect(markup(<Cloth />).html.match(/<rect/g)?.length).toBeGreaterThan(100);
  });
});

describe('the roles', () => {
  it.each(['keyholder', 'host', 'auditor'] as const)('have %s as one of three', (role: Role) => {
    const { html } = markup(<RoleChoices role={role} onRole={nothing} />);
    expect(all(treeOf(html), 'input')).toHaveLength(3);
    expect(chosen(html)).toHaveLength(1);
    expect(chosen(html)[0]?.toLowerCase()).toContain(role);
  });
});

describe('whether it counts', () => {
  it('is a group with its question, an icon and words each', () => {
    const { html, spoken } = markup(<ModeChoices mode="real" realLock={null} onMode={nothing} />);
    expect(spoken).toBe(
      'Does it count? Real ceremony Keys and signatures that others will rely on. Rehearsal Practice keys, on yellow paper.',
    );
    expect(html).toContain('choice-rehearsal');
  });
});

describe('where one was', () => {
  it('is left out when there is nothing', () => {
    expect(markup(<RecentList items={[]} onResume={nothing} />).html).toBe('');
  });

  it('tells real, rehearsal and audit apart by a tag', () => {
    const { spoken } = markup(<RecentList items={recent} onResume={nothing} />);
    expect(spoken).toContain('Keyholder · stopped at Token, 23 November Real');
    expect(spoken).toContain('Keyholder · finished 19 November Rehearsal');
    expect(spoken).toContain('Auditor · passed as of 20 March 2024 Audit');
  });
});

const opening = (mode: Mode) => {
  const role = 'keyholder';
  return markup(
    withStation(
      <Opening role={role} mode={mode} onOpened={nothing} onPlan={nothing} onBack={nothing} />,
    ),
  );
};

describe('which ceremony', () => {
  it('in a real one is in a folder; the practice one is locked with its reason', () => {
    const { html, spoken } = opening('real');
    expect(chosen(html)[0]).toContain('Open a ceremony folder');
    expect(spoken).toContain('For rehearsals only. This is a real ceremony.');
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(1);
    expect(spoken).toContain('Choose the folder…');
  });

  it('in a rehearsal may be made by the station', () => {
    const { html, spoken } = opening('rehearsal');
    expect(chosen(html)[0]).toContain('Start a practice ceremony');
    expect(html).not.toContain('aria-disabled');
    expect(spoken).toContain('Nothing that is signed here is valid anywhere else.');
  });
});

const who = (more: Partial<CeremonyView>) =>
  markup(
    withStation(
      <Who
        ceremony={{ ...ceremonyAt('real', 'token'), you: null, ...more }}
        onKnown={nothing}
        onBack={nothing}
      />,
    ),
  );

describe('who one is', () => {
  it('is asked among the people of the plan; those of another duty are locked', () => {
    const { html, spoken } = who({});
    expect(all(treeOf(html), 'input')).toHaveLength(7);
    expect(html.match(/<input[^>]*aria-disabled="true"/g)).toHaveLength(2);
    expect(spoken).toContain('Tomás Varga Not a keyholder in this plan. Host');
    expect(spoken).toContain('Choose your name first. Go on');
  });

  it('is known where only one fits', () => {
    const { html, spoken } = who({ role: 'host' });
    expect(chosen(html)).toHaveLength(1);
    expect(spoken).toContain('I am Tomás Varga');
  });

  it('is nobody where the plan is empty', () => {
    const { html, spoken } = who({ participants: [] });
    expect(html).not.toContain('<input');
    expect(spoken).toContain('Choose your name first.');
  });

  it.each([
    ['24617802', 'Serial 2 4 6 1 7 8 0 2'],
    ['practice', 'Any practice token'],
    [null, 'No token in the plan'],
  ])('names the planned token: %s', (token, words) => {
    const person = { id: 'p', name: 'Priya Raman', duties: ['keyholder' as const], token };
    expect(who({ participants: [person] }).spoken).toContain(`Priya Raman ${words}`);
  });

  it('may have several duties, each with its tag', () => {
    const duties = ['keyholder', 'witness'] as const;
    const person = { id: 'p', name: 'Priya Raman', duties: [...duties], token: null };
    expect(who({ participants: [person] }).spoken).toContain('Keyholder Witness');
  });
});
