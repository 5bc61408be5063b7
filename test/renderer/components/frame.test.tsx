import { describe, expect, it } from 'vitest';
import { ACTION_NOTE, ActionBar } from '../../../renderer/components/action-bar.tsx';
import { Button } from '../../../renderer/components/button.tsx';
import { Card } from '../../../renderer/components/card.tsx';
import { Mark } from '../../../renderer/components/mark.tsx';
import { networkWords } from '../../../renderer/components/network-words.ts';
import { Panel } from '../../../renderer/components/panel.tsx';
import { ScrollRegion } from '../../../renderer/components/scroll-region.tsx';
import { Stage } from '../../../renderer/components/stage.tsx';
import { StationWindow } from '../../../renderer/components/station-window.tsx';
import { Tape } from '../../../renderer/components/tape.tsx';
import type { Mode } from '../../../src/contract/values.ts';
import { network } from '../gallery/values/ceremony.ts';
import { markup } from '../markup.ts';

const nothing = (): void => undefined;

const inWindow = (mode: Mode | null, more: { stepper?: boolean; look?: 'host' | 'audit' } = {}) =>
  markup(
    <StationWindow
      title="Root signing 16"
      mode={mode}
      who="Priya Raman, keyholder"
      network={network}
      {...(more.stepper === true ? { stepper: <nav aria-label="Steps">Sign</nav> } : {})}
      {...(more.look === undefined ? {} : { look: more.look })}
    >
      <Stage heading="Sign" />
    </StationWindow>,
  );

describe('the window', () => {
  it('carries the marks of a rehearsal, and a real ceremony carries none', () => {
    const rehearsal = inWindow('rehearsal');
    expect(rehearsal.spoken).toContain(
      'Rehearsal Practice keys only. Nothing signed here is valid.',
    );
    expect(inWindow('real').spoken).toContain('Real ceremony');
    expect(inWindow('real').spoken).not.toMatch(/Rehearsal|Practice/);
  });

  it('says neither where nothing is signed', () => {
    expect(inWindow(null).spoken).not.toMatch(/Rehearsal|Real ceremony/);
  });

  it('puts the stage before the stepper: the stepper comes last in the order of focus', () => {
    const { html } = inWindow('real', { stepper: true });
    expect(html.indexOf('<main')).toBeLessThan(html.indexOf('<nav'));
    expect(html).toContain('class="app with-rail"');
  });

  it('gives host and auditor the whole width', () => {
    expect(inWindow('real', { look: 'host' }).html).toContain('class="app host"');
    expect(inWindow(null, { look: 'audit' }).html).toContain('class="app audit"');
    expect(inWindow('real').html).toContain('class="app"');
  });
});

describe('the top bar', () => {
  it.each(Object.entries(networkWords))(
    'tells the network %s by an icon and words',
    (way, words) => {
      const { html, spoken } = markup(
        <StationWindow
          title="t"
          mode={null}
          who=""
          network={{ ...network, way: way as keyof typeof networkWords }}
        >
          <p>stage</p>
        </StationWindow>,
      );
      expect(spoken).toContain(words.text);
      expect(html.includes('bar-warn')).toBe(way !== 'none');
    },
  );

  it('says nothing of a network that was not looked at, and of nobody', () => {
    const { spoken } = markup(
      <StationWindow title="t" mode={null} who="" network={null}>
        <p>stage</p>
      </StationWindow>,
    );
    expect(spoken).toMatch(/^t \d\d:\d\d:\d\d UTC stage$/);
  });

  it('gives the clock as an instant, too', () => {
    expect(inWindow('real').html).toMatch(/<time dateTime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ">/);
  });
});

describe('a stage', () => {
  it('has one heading that can take the focus, and its lead in one paragraph', () => {
    const { html } = markup(<Stage heading="Sign" lead="One sentence." />);
    expect(html).toContain('<h1 tabindex="-1">Sign</h1><p class="lead">One sentence.</p>');
  });

  it('leaves out an empty lead', () => {
    expect(markup(<Stage heading="Sign" lead="" />).html).not.toContain('class="lead"');
  });

  it.each([
    ['ink', 'eyebrow'],
    ['ok', 'eyebrow eyebrow-ok'],
    ['err', 'eyebrow eyebrow-err'],
  ] as const)('says its state above the heading, with an icon: %s', (kind, look) => {
    const { html } = markup(
      <Stage heading="Sign" eyebrow={{ kind, icon: 'lock', text: 'Three tries left.' }} />,
    );
    expect(html).toMatch(
      new RegExp(`<p class="${look}"><svg.*?</svg>Three tries left.</p><h1`, 's'),
    );
  });

  it('puts the choice of a view beside the heading, not above it', () => {
    const { html } = markup(<Stage heading="Sign" aside={<i>views</i>} />);
    expect(html).toMatch(/head-row.*<h1.*<i>views<\/i>/s);
  });

  it('puts the actions after the stage and outside of it', () => {
    const { html } = markup(<Stage heading="Sign" actions={<ActionBar note="why" />} />);
    expect(html).toMatch(/<\/main><footer class="actions">/);
  });
});

describe('the action bar', () => {
  it('stands in the order back, doubt, note, primary', () => {
    const { spoken } = markup(
      <ActionBar
        back={<Button>Back</Button>}
        doubt={<Button>A doubt</Button>}
        note="The PIN comes first."
        primary={<Button>Sign</Button>}
      />,
    );
    expect(spoken).toBe('Back A doubt The PIN comes first. Sign');
  });

  it('gives the note the name by which a waiting action finds its reason', () => {
    const { html } = markup(
      <ActionBar
        note="The PIN comes first."
        primary={
          <Button kind="primary" waiting describedBy={ACTION_NOTE}>
            Sign
          </Button>
        }
      />,
    );
    expect(html).toContain(`id="${ACTION_NOTE}">The PIN comes first.<`);
    expect(html).toContain(`aria-describedby="${ACTION_NOTE}"`);
  });
});

describe('a button', () => {
  it('that is quiet, a link or small has a class for it, and one name', () => {
    expect(markup(<Button kind="quiet">Back</Button>).html).toContain('class="btn btn-quiet"');
    expect(markup(<Button kind="link">More</Button>).html).toContain('class="textlink"');
    expect(markup(<Button small>More</Button>).html).toContain('class="btn btn-small"');
  });

  it('may have a longer name for screen readers', () => {
    expect(markup(<Button label="Close the panel">Close</Button>).html).toContain(
      'aria-label="Close the panel"',
    );
  });

  it('says whether what it opens is open', () => {
    expect(markup(<Button expanded={false}>More</Button>).html).toContain('aria-expanded="false"');
    expect(markup(<Button>More</Button>).html).not.toContain('aria-expanded');
  });
});

describe('a panel', () => {
  it('is a dialog named by its title, closed by a button that says so', () => {
    const { html, spoken } = markup(
      <Panel title="Choose a place" lead="One sentence." onClose={nothing}>
        <p>content</p>
      </Panel>,
    );
    expect(html).toMatch(/^<dialog class="panel" aria-label="Choose a place">/);
    expect(spoken).toBe('Choose a place One sentence. Close content');
    expect(html).not.toContain('panel-foot');
  });

  it('can be scrolled by keyboard', () => {
    const { html } = markup(
      <Panel title="t" onClose={nothing} actions={<Button>Check again</Button>}>
        <p>content</p>
      </Panel>,
    );
    expect(html).toContain('tabindex="0"');
    expect(html).toMatch(/<footer class="panel-foot">.*Check again/s);
  });
});

describe('a region that scrolls', () => {
  it('has a name and takes the focus', () => {
    const { html } = markup(
      <ScrollRegion label="Lines of the record" className="record-scroll">
        x
      </ScrollRegion>,
    );
    expect(html).toBe(
      '<section class="record-scroll" aria-label="Lines of the record" tabindex="0">x</section>',
    );
  });
});

describe('a card', () => {
  it('has a heading where it has a title, and words beside it', () => {
    expect(markup(<Card title="What was made">x</Card>).html).toContain('<h2>What was made</h2>');
    expect(markup(<Card>x</Card>).html).toBe('<section class="card pad">x</section>');
    expect(
      markup(
        <Card title="t" aside="4 files">
          x
        </Card>,
      ).spoken,
    ).toBe('t 4 files x');
  });
});

describe('marks', () => {
  it('are silent: the words beside them say it', () => {
    expect(markup(<Mark />).spoken).toBe('');
    expect(markup(<Tape />).spoken).toBe(
      'Rehearsal Practice keys only. Nothing signed here is valid.',
    );
  });
});
