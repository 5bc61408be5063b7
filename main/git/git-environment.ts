/** The ways out of this machine that a call may take; none for everything that only reads. */
export type GitProtocol = 'file' | 'ssh' | 'https';

/** What a caller may say beside the arguments. Everything else in Git's environment is the station's own. */
export type GitVariable =
  | 'GIT_AUTHOR_NAME'
  | 'GIT_AUTHOR_EMAIL'
  | 'GIT_AUTHOR_DATE'
  | 'GIT_COMMITTER_NAME'
  | 'GIT_COMMITTER_EMAIL'
  | 'GIT_COMMITTER_DATE'
  | 'GIT_INDEX_FILE'
  | 'GIT_WORK_TREE'
  | 'GIT_OBJECT_DIRECTORY'
  | 'GIT_ALTERNATE_OBJECT_DIRECTORIES'
  | 'HOME'
  | 'SSH_AUTH_SOCK';

export type GitVariables = Readonly<Partial<Record<GitVariable, string>>>;

/**
 * Settings that stand above every file: a repository that sets them is overruled. They are a second line of
 * defence. The first is that `gitDir` is a folder of the station's own (`openOwnRepository`), because settings with a
 * free name (`filter.x.clean`, `remote.x.receivepack`, `url.x.insteadOf`) cannot be overruled one by one.
 */
const settings: readonly (readonly [name: string, value: string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.untrackedCache', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['core.excludesFile', '/dev/null'],
  ['core.alternateRefsCommand', 'true'],
  ['core.pager', 'cat'],
  ['core.editor', 'false'],
  ['core.askPass', 'true'],
  ['core.sshCommand', 'ssh -oBatchMode=yes'],
  ['core.gitProxy', 'none'],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['credential.helper', ''],
  ['gpg.program', 'false'],
  ['commit.gpgSign', 'false'],
  ['push.gpgSign', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['fetch.recurseSubmodules', 'no'],
  ['fetch.fsckObjects', 'true'],
  ['submodule.recurse', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['init.templateDir', ''],
  ['init.defaultBranch', 'main'],
  ['protocol.version', '2'],
];

/** The whole environment of one run of Git: nothing of the person's own, nothing of the machine's. */
export function gitEnvironment(
  gitDir: string,
  protocols: readonly GitProtocol[],
  variables: GitVariables,
): Readonly<Record<string, string>> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...variables,
    // A folder that is named is not searched for, and Git does not ask who owns it.
    GIT_DIR: gitDir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    // Stands above protocol.*.allow of every file, and an empty list allows none.
    GIT_ALLOW_PROTOCOL: protocols.join(':'),
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_FLUSH: '1',
  };
}
