import { describe, expect, it } from 'vitest';
import { shapeOf, TokenBack, TokenDrawing } from '../../../renderer/components/token-drawing.tsx';
import { markup } from '../markup.ts';

describe('shapeOf', () => {
  it.each([
    ['YubiKey 5C NFC', 'oval'],
    ['YubiKey 5C Nano', 'oval'],
    ['YubiKey C Bio', 'oval'],
    ['YubiKey firmware 5.7.1, USB-C keychain', 'oval'],
    ['YubiKey 5 NFC', 'flat'],
    ['YubiKey 5Ci', 'flat'],
    ['Security Key NFC', 'flat'],
    ['YubiHSM', 'stub'],
    ['YubiHSM 2', 'stub'],
    ['SoftHSM v2', 'chip'],
    ['NSS 3', 'chip'],
    ['Token', 'chip'],
  ])('draws a real %s as %s', (model, shape) => {
    expect(shapeOf(model, false)).toBe(shape);
  });

  it.each([
    ['Practice token 3', 'oval'],
    ['Practice YubiKey 5', 'oval'],
    ['Practice YubiHSM 2', 'stub'],
  ])('draws a practice token, %s, as %s', (model, shape) => {
    expect(shapeOf(model, true)).toBe(shape);
  });
});

describe('TokenDrawing', () => {
  const disc = /tk-disc/;

  it('is silent, dashed for practice, and has a halo only while a finger is awaited', () => {
    const rest = markup(<TokenDrawing model="YubiKey 5 NFC" />).html;
    const touch = markup(<TokenDrawing model="Practice token 3" practice touch />).html;
    expect(rest).toContain('aria-hidden="true"');
    expect(rest).not.toMatch(/tk-halo|token-practice/);
    expect(touch).toMatch(/token-practice.*tk-halo/s);
  });

  it('gives a disc for the finger to a YubiKey, and to nothing else', () => {
    expect(markup(<TokenDrawing model="YubiKey 5C NFC" />).html).toMatch(disc);
    expect(markup(<TokenDrawing model="YubiHSM 2" touch />).html).not.toMatch(/tk-disc|tk-halo/);
    expect(markup(<TokenDrawing model="SoftHSM v2" touch />).html).not.toMatch(/tk-disc|tk-halo/);
  });

  it.each(['YubiKey 5C NFC', 'YubiKey 5 NFC', 'YubiHSM 2', 'SoftHSM v2'])(
    'has the middle of the ring in the middle of its own picture: %s',
    (model) => {
      const box = /viewBox="(\d+) 0 (\d+) 84"/.exec(
        markup(<TokenDrawing model={model} inRing />).html,
      );
      expect(Number(box?.[1]) + Number(box?.[2]) / 2).toBe(124);
    },
  );
});

describe('TokenBack', () => {
  it('shows the number as it is printed, and leaves reading it to the words beside it', () => {
    const { html, spoken } = markup(<TokenBack serial="24617802" />);
    expect(html).toContain('>24617802</text>');
    expect(spoken).not.toContain('24617802');
  });
});
