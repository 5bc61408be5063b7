import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../main/tokens/environment.ts';

describe('the environment of a child', () => {
  it('holds what libraries need and nothing else of the station', () => {
    const station = {
      HOME: '/home/ada',
      XDG_RUNTIME_DIR: '/run/user/1000',
      PATH: '/tmp/evil:/usr/bin',
      LD_PRELOAD: '/tmp/evil.so',
      NODE_OPTIONS: '--require /tmp/evil.js',
      PKCS11SPY: '/usr/lib/x.so',
      SOFTHSM2_CONF: '/tmp/other.conf',
      SECRET: 'x',
      XDG_CONFIG_HOME: undefined,
    };
    expect(childEnvironment(station, {})).toEqual({
      PATH: '/usr/bin:/bin',
      HOME: '/home/ada',
      XDG_RUNTIME_DIR: '/run/user/1000',
    });
  });

  it('takes what a module is given', () => {
    expect(childEnvironment({}, { SOFTHSM2_CONF: '/practice/softhsm2.conf' })).toEqual({
      PATH: '/usr/bin:/bin',
      SOFTHSM2_CONF: '/practice/softhsm2.conf',
    });
  });

  it.each([
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'LD_AUDIT',
    'ld_preload',
    'DYLD_INSERT_LIBRARIES',
    'NODE_OPTIONS',
    'NODE_PATH',
    'PKCS11SPY',
    'PKCS11SPY_OUTPUT',
    'GLIBC_TUNABLES',
    'BASH_ENV',
    'ENV',
  ])('never takes %s', (name) => {
    expect(childEnvironment({}, { [name]: 'x' })).toEqual({ PATH: '/usr/bin:/bin' });
  });
});
