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
});
