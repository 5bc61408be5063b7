import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGE_HEADERS, PAGE_POLICY } from '../../../main/shells/page-policy.ts';

const ROOT = join(import.meta.dirname, '../../..');
const directives = new Map(
  PAGE_POLICY.split('; ').map((text) => {
    const [name = '', ...values] = text.split(' ');
    return [name, values];
  }),
);

describe('the content security policy', () => {
  it('lets in what the bundle has, and nothing else', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('style-src')).toEqual(["'self'"]);
    expect(PAGE_POLICY).not.toMatch(/unsafe|sha256|nonce|blob:|data:|https?:|\*/);
  });

  it('makes texts that become code impossible', () => {
    expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(directives.get('trusted-types')).toEqual(["'none'"]);
  });

  it('keeps the page in its window also where a person clicks', () => {
    expect(directives.get('sandbox')).toEqual([
      'allow-scripts',
      'allow-same-origin',
      'allow-forms',
    ]);
  });

  it('goes with every file, and nothing is kept by the browser', () => {
    expect(PAGE_HEADERS['Content-Security-Policy']).toBe(PAGE_POLICY);
    expect(PAGE_HEADERS['Cache-Control']).toBe('no-store');
    expect(PAGE_HEADERS['Permissions-Policy']).not.toContain('self');
  });

  it('is not made narrower or wider by the page itself', () => {
    const page = readFileSync(join(ROOT, 'renderer/index.html'), 'utf8');
    const meta = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1];
    // A meta element cannot carry these three.
    const carried = PAGE_POLICY.split('; ').filter(
      (text) => !/^(frame-ancestors|sandbox|report-)/.test(text),
    );
    for (const text of meta?.split(/;\s*/).filter(Boolean) ?? []) expect(carried).toContain(text);
  });

  it('has nothing to refuse in the page: no inline script, style or handler', () => {
    const page = readFileSync(join(ROOT, 'renderer/index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|\son\w+=|javascript:/i);
    expect(page.match(/<script[^>]*>[^<]+<\/script>/i)).toBeNull();
  });
});
