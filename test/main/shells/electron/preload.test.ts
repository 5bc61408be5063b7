import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { makeStandIn as MakeStandIn } from './stand-in.ts';

const held = vi.hoisted(() => ({}) as { made: ReturnType<typeof MakeStandIn> });
vi.mock('electron', async () => {
  const { makeStandIn } = await import('./stand-in.ts');
  held.made = makeStandIn();
  return held.made.electron;
});

interface Given {
  post(text: unknown): void;
  listen(receive: (text: string) => void): () => void;
}
let given: Given;

beforeAll(async () => {
  await import('../../../../main/shells/electron/preload.ts');
  const exposed = held.made.calls.find(({ name }) => name === 'exposeInMainWorld');
  given = exposed?.arguments[1] as Given;
});

describe('the preload script (item 20)', () => {
  it('gives `station`, two functions, and nothing else', () => {
    const exposed = held.made.calls.filter(({ name }) => name === 'exposeInMainWorld');
    expect(exposed.map((call) => call.arguments[0])).toEqual(['station']);
    expect(Object.keys(given).toSorted()).toEqual(['listen', 'post']);
  });

  it('says first that a document begins', () => {
    expect(held.made.calls[0]).toEqual({
      name: 'ipcRenderer.send',
      arguments: ['station-document'],
    });
  });

  it('sends texts on its one channel, and nothing that is no text', () => {
    given.post('a frame');
    given.post({ an: 'object' });
    given.post(undefined);
    const sent = held.made.calls.filter(({ name }) => name === 'ipcRenderer.send').slice(1);
    expect(sent.map((call) => call.arguments)).toEqual([['station', 'a frame']]);
  });

  it('hands on the text without the event, until it is told to stop', () => {
    const receive = vi.fn<(text: string) => void>();
    const stop = given.listen(receive);
    held.made.electron.ipcRenderer.emit('station', { sender: 'an event' }, 'a frame');
    stop();
    held.made.electron.ipcRenderer.emit('station', { sender: 'an event' }, 'another');
    expect(receive.mock.calls).toEqual([['a frame']]);
  });
});
