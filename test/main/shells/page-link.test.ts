import { describe, expect, it } from 'vitest';
import { linkPage } from '../../../main/shells/page-link.ts';
import { contract } from '../../../src/contract/contract.ts';
import { recorder } from '../../contract/pair.ts';
import { createSmallStation } from '../../e2e/small-station.ts';

const call = { t: 'call', id: 0, method: 'ceremony.state', value: null };
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

async function linked() {
  const station = await createSmallStation({
    name: 'chromium',
    version: '1.0.0',
    root: false,
    pageNetwork: 'empty',
  });
  const lines: string[] = [];
  return { link: linkPage(contract, station, (line) => lines.push(line)), lines };
}

describe('a link to the page', () => {
  it('answers each new document, which counts from zero again', async () => {
    const { link, lines } = await linked();
    for (let time = 0; time < 3; time += 1) {
      const page = recorder();
      link.connect(page.bridge);
      page.say(call);
      await settle();
      expect(page.posted).toContainEqual({ t: 'ok', id: 0, value: null });
    }
    expect(lines).toEqual([]);
  });

  it('no longer hears a document that was left', async () => {
    const { link } = await linked();
    const page = recorder();
    link.connect(page.bridge);
    link.disconnect();
    page.say(call);
    await settle();
    expect(page.posted).toEqual([]);
  });
});
