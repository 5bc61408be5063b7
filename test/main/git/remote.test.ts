import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthor } from '../../../main/git/commit-files.ts';
import { networkVariables } from '../../../main/git/network-variables.ts';
import { parseBranch, parseRemote } from '../../../main/git/remote.ts';
import { codeOf } from './code-of.ts';

describe('the name of a remote', () => {
  it.each([
    ['/srv/git/root.git', 'file'],
    ['/media/stick/Root signing (16)', 'file'],
    ['ssh://git@example.org/root.git', 'ssh'],
    ['ssh://example.org:2222/root.git', 'ssh'],
    ['https://example.org/org/root-signing.git', 'https'],
    ['git@example.org:org/root.git', 'ssh'],
  ])('%s goes by %s', (text, protocol) => {
    expect(parseRemote(text)).toEqual({ url: text, protocol });
  });

  it.each([
    '',
    'root.git',
    './root.git',
    '--upload-pack=touch /tmp/x',
    'ext::sh -c whoami',
    'fd::17',
    'git@-oProxyCommand=x:root.git',
    'git://example.org/root.git',
    'http://example.org/root.git',
    'https://name:secret@example.org/root.git',
    'https://name@example.org/root.git',
    'ssh://-oProxyCommand=x/root.git',
    'ssh://-F/root.git',
    'ssh://-l@example.org/root.git',
    'ssh://git@-F/root.git',
    'https://-F/root.git',
    'ssh://git:secret@example.org/root.git',
    'https://example.org/root.git?token=secret',
    '/srv/a\nb',
    'file:///srv/a%0Ab',
    'file:///srv/a%00b',
    'file:///srv/a%22b',
    'file:///srv/a%2Fb',
    'file:///srv/a%zzb',
    'file:///srv/a%FFb',
    '/srv/"quoted"',
    `/${'a'.repeat(2001)}`,
  ])('%j is refused without being repeated', (text) => {
    const { code, said } = codeOf(() => parseRemote(text));
    expect(code).toBe('git.remote-form');
    expect(text.length > 3 && said.includes(text)).toBe(false);
  });

  it('may be the address of a folder, as the plan writes it', () => {
    expect(parseRemote('file:///srv/git/root.git')).toEqual({
      url: '/srv/git/root.git',
      protocol: 'file',
    });
    expect(codeOf(() => parseRemote('file://host/root.git')).code).toBe('git.remote-form');
  });

  it('never begins with a hyphen in any part that ssh sees', () => {
    assert(
      property(string({ maxLength: 40 }), (host) => {
        const url = `ssh://${host}/x`;
        const read = codeOf(() => parseRemote(url));
        expect(read.code === null && /^-|@-|[^\w.@:~/%+-]/.test(host)).toBe(false);
      }),
    );
  });
});

describe('the name of a branch', () => {
  it.each(['main', 'ceremony/2027-07-14', 'keyholder/priya-raman', 'a.b_c-d'])(
    'may be %s',
    (name) => {
      expect(parseBranch(name)).toBe(name);
    },
  );

  it.each([
    '',
    '-f',
    '../main',
    'a..b',
    'a//b',
    '/a',
    'a/',
    'a.lock',
    'a.lock/b',
    'a.',
    'a b',
    'a:b',
    'refs/heads/\n',
    '.a',
    'a/.b',
    'x'.repeat(101),
  ])('is never %j', (name) => {
    expect(codeOf(() => parseBranch(name)).code).toBe('git.branch-form');
  });

  it('holds nothing that Git gives a meaning, whatever comes', () => {
    assert(
      property(string({ maxLength: 60 }), (name) => {
        const taken = codeOf(() => parseBranch(name)).code === null;
        expect(taken && /^-|\.\.|[\s~^:?*[\\@{]/.test(name)).toBe(false);
      }),
    );
  });
});

describe('the author', () => {
  it('has a name and an address', () => {
    expect(parseAuthor('Tomás Varga <tomas@example.org>')).toEqual({
      name: 'Tomás Varga',
      email: 'tomas@example.org',
    });
  });

  it('may be as long as the one in a plan', () => {
    const [name, email] = ['T'.repeat(120), `${'t'.repeat(64)}@${'e'.repeat(51)}.org`];
    expect(parseAuthor(`${name} <${email}>`)).toEqual({ name, email });
    expect(codeOf(() => parseAuthor(`${name}T <${email}>`)).code).toBe('git.author-form');
  });

  it.each([
    '',
    'Tomás',
    '<tomas@example.org>',
    ' <a@b>',
    'T <a b@c>',
    'T <a@b> <c@d>',
    'T\nX <a@b>',
    'T <a@b>\n',
  ])('is not %j', (text) => {
    expect(codeOf(() => parseAuthor(text)).code).toBe('git.author-form');
  });
});

describe('what Git is told of the person’s environment', () => {
  const person = { HOME: '/home/priya', SSH_AUTH_SOCK: '/run/agent', GIT_SSH: 'evil', LANG: 'C' };

  it('is the agent and the home for ssh, and nothing for a folder', () => {
    expect(networkVariables(parseRemote('ssh://a/b'), person)).toEqual({
      HOME: '/home/priya',
      SSH_AUTH_SOCK: '/run/agent',
    });
    expect(networkVariables(parseRemote('ssh://a/b'), {})).toEqual({});
    expect(networkVariables(parseRemote('/srv/x'), person)).toEqual({});
    expect(networkVariables(parseRemote('https://a/b'), person)).toEqual({});
  });
});
