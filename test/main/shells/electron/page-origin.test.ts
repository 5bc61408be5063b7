import { describe, expect, it } from 'vitest';
import { isPageFrame, isPageUrl } from '../../../../main/shells/electron/page-origin.ts';

describe('isPageUrl', () => {
  it('cannot be decided by the origin, which Node gives as the same text for all such schemes', () => {
    expect(new URL('app://station/').origin).toBe('null');
    expect(new URL('app://elsewhere/').origin).toBe('null');
  });

  it.each([
    ['app://station/index.html', true],
    ['app://station/', true],
    ['app://station', false],
    ['app://station@example/', false],
    ['app://stationary/', false],
    ['APP://station/', false],
    ['', false],
  ])('%j: %s', (url, page) => expect(isPageUrl(url)).toBe(page));
});

describe('isPageFrame', () => {
  it('is the main frame that shows the page', () => {
    const url = 'app://station/index.html';
    expect(isPageFrame({ parent: null, url })).toBe(true);
    expect(isPageFrame({ parent: {}, url })).toBe(false);
    expect(isPageFrame({ parent: undefined, url })).toBe(false);
    expect(isPageFrame({ parent: null, url: 'https://example.com/' })).toBe(false);
    expect(isPageFrame(null)).toBe(false);
    expect(isPageFrame(undefined)).toBe(false);
  });
});
