import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Button } from '../../renderer/components/button.tsx';
import { handsOn } from './hands.tsx';

describe('hands on a screen', () => {
  const press = vi.fn<() => void>();

  it('press what is awake, wherever it is drawn, and nothing that sleeps', () => {
    function Screen() {
      const [word] = useState('Go on');
      return (
        <main>
          {[1, 2].map((one) => (
            <Button key={one} waiting={one === 2} icon="left" onPress={press}>
              {word} {one}
            </Button>
          ))}
        </main>
      );
    }
    const hands = handsOn(<Screen />);
    hands.press('Go on 1');
    expect(press).toHaveBeenCalledTimes(1);
    hands.press('Go on 2');
    expect(press).toHaveBeenCalledTimes(1);
  });

  it('find one thing or fail: none, or two of a name, is an error of the test', () => {
    const twice = (
      <>
        <Button onPress={press}>Sign</Button>
        <Button onPress={press}>Sign</Button>
      </>
    );
    expect(() => handsOn(twice).press('Sign')).toThrow('2 of them');
    expect(() => handsOn(twice).press('Publish')).toThrow('0 of them');
    expect(() => handsOn(twice).enter()).toThrow('0 of them');
  });

  it('count fields in the order of the page, whichever component draws them', () => {
    const order: string[] = [];
    const Field = ({ name }: { name: string }) => (
      <input aria-label={name} onChange={() => order.push(name)} />
    );
    const page = (
      <form>
        <Field name="first" />
        <input aria-label="second" onChange={() => order.push('second')} />
        <Field name="third" />
      </form>
    );
    for (const place of [0, 1, 2]) handsOn(page).change({}, place);
    expect(order).toEqual(['first', 'second', 'third']);
    expect(() => handsOn(page).change({}, 3)).toThrow('no field 3');
  });
});
