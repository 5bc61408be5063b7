import { describe, expect, it } from 'vitest';
import { keyName } from '../../renderer/keyboard.ts';

const plain = { altKey: false, ctrlKey: false, metaKey: false };

describe('keyName', () => {
  it('names letters in lower case, so that Shift does not matter', () => {
    expect(keyName({ ...plain, key: 'F' })).toBe('f');
    expect(keyName({ ...plain, key: '?' })).toBe('?');
    expect(keyName({ ...plain, key: ' ' })).toBe(' ');
  });

  it('knows Escape and the way back', () => {
    expect(keyName({ ...plain, key: 'Escape' })).toBe('Escape');
    expect(keyName({ ...plain, key: 'ArrowLeft', altKey: true })).toBe('Alt+ArrowLeft');
  });

  it.each([
    { ...plain, key: 'f', ctrlKey: true },
    { ...plain, key: 'f', metaKey: true },
    { ...plain, key: 'f', altKey: true },
    { ...plain, key: 'Enter' },
    { ...plain, key: 'ArrowLeft' },
    { ...plain, key: 'Tab' },
  ])('leaves $key with its modifiers to the browser', (event) => {
    expect(keyName(event)).toBeNull();
  });
});
