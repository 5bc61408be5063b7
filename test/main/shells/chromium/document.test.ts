import { describe, expect, it } from 'vitest';
import { Cdp } from '../../../../main/shells/chromium/cdp.ts';
import { watchDocuments } from '../../../../main/shells/chromium/document.ts';
import type { Bridge } from '../../../../src/contract/rpc.ts';
import { falseChromium } from './false-chromium.ts';

function made() {
  const chromium = falseChromium();
  const bridges: Bridge[] = [];
  let left = 0;
  const documents = watchDocuments(new Cdp(chromium.pipe), 'S', 'FRAME', {
    connect: (bridge) => void bridges.push(bridge),
    disconnect: () => {
      left += 1;
    },
  });
  const context = (id: number, over: object = {}, aux: object = {}): void =>
    chromium.event(
      'Runtime.executionContextCreated',
      {
        context: {
          id,
          origin: 'https://station.invalid',
          auxData: { isDefault: true, frameId: 'FRAME', ...aux },
          ...over,
        },
      },
      'S',
    );
  const bind = (executionContextId: number, payload: string, name = '__stationSend'): void =>
    chromium.event('Runtime.bindingCalled', { name, payload, executionContextId }, 'S');
  return { ...chromium, documents, bridges, context, bind, left: () => left };
}
const heard = (bridge: Bridge): string[] => {
  const texts: string[] = [];
  bridge.listen((text) => texts.push(text));
  return texts;
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the page's document", () => {
  it('is linked once the way into it was taken', async () => {
    const { context, answer, bridges, documents, sent } = made();
    context(7);
    expect(sent('Runtime.evaluate')[0]?.params).toMatchObject({ contextId: 7 });
    expect(bridges).toHaveLength(0);
    answer('Runtime.evaluate', { result: { objectId: 'WAY' } });
    await documents.linked();
    await documents.first;
    expect(bridges).toHaveLength(1);
  });

  it('hears and is heard in its own context only', async () => {
    const { context, answer, bridges, bind, sent } = made();
    context(7);
    answer('Runtime.evaluate', { result: { objectId: 'WAY' } });
    await turn();
    const texts = heard(bridges[0]!);
    bind(8, 'from a frame within');
    bind(7, 'by another name', 'other');
    bind(7, 'from the page');
    expect(texts).toEqual(['from the page']);
    bridges[0]?.post('to the page');
    expect(sent('Runtime.callFunctionOn')[0]?.params).toMatchObject({
      objectId: 'WAY',
      arguments: [{ value: 'to the page' }],
    });
  });

  it.each([
    ['a foreign origin', { origin: 'https://example.com' }, {}],
    ['an origin with another port', { origin: 'https://station.invalid:1' }, {}],
    ['a frame within', {}, { frameId: 'OTHER' }],
    ['an isolated world', {}, { isDefault: false }],
    ['no further facts', { auxData: undefined }, {}],
  ])('is not %s', async (_what, over, aux) => {
    const { context, sent } = made();
    context(7, over, aux);
    await turn();
    expect(sent('Runtime.evaluate')).toEqual([]);
  });

  it('that is followed by another before it was taken is not linked', async () => {
    const { context, say, commands, bridges } = made();
    context(7);
    context(8);
    const [first, second] = commands.filter(({ method }) => method === 'Runtime.evaluate');
    say({ id: first!.id, result: { result: { objectId: 'OLD' } } });
    await turn();
    expect(bridges).toHaveLength(0);
    say({ id: second!.id, result: { result: { objectId: 'NEW' } } });
    await turn();
    expect(bridges).toHaveLength(1);
  });

  it('that went while it was taken changes nothing', async () => {
    const { context, say, commands, bridges } = made();
    context(7);
    say({ id: commands[0]!.id, error: { code: -32000, message: 'gone' } });
    await turn();
    expect(bridges).toHaveLength(0);
  });

  it('is left when its context goes, and not when another does', async () => {
    const { context, answer, event, left, bridges, bind } = made();
    context(7);
    answer('Runtime.evaluate', { result: { objectId: 'WAY' } });
    await turn();
    const texts = heard(bridges[0]!);
    event('Runtime.executionContextDestroyed', { executionContextId: 9 }, 'S');
    expect(left()).toBe(0);
    event('Runtime.executionContextDestroyed', { executionContextId: 7 }, 'S');
    expect(left()).toBe(1);
    bind(7, 'late');
    expect(texts).toEqual([]);
  });

  it('that is expected holds its scripts back again', async () => {
    const { context, answer, documents } = made();
    context(7);
    answer('Runtime.evaluate', { result: { objectId: 'WAY' } });
    await documents.linked();
    documents.expect();
    const state = await Promise.race([
      documents.linked().then(() => 'linked'),
      turn().then(() => 'held back'),
    ]);
    expect(state).toBe('held back');
  });
});
