import { describe, expect, it } from 'vitest';
import { auditOf, dora, file, online, repository, role, stranger } from './made-files.ts';

describe('delegated roles', () => {
  const delegating = role('targets', 1, {
    delegations: {
      keys: { [dora.keyid]: dora.object },
      roles: [
        {
          name: 'tools',
          keyids: [dora.keyid],
          threshold: 1,
          paths: ['tools/*'],
          terminating: true,
        },
      ],
    },
  });

  it('are judged by the targets that name them', async () => {
    const good = repository({
      'targets.json': file(delegating, [online]),
      'tools.json': file(role('targets', 1), [dora]),
    });
    expect((await auditOf(good)).verdict).toBe('pass');
    const bad = await auditOf({ ...good, 'tools.json': file(role('targets', 1), [online]) });
    expect(bad.findings).toContainEqual(
      expect.objectContaining({ code: 'role.threshold-not-met', subject: 'tools.json' }),
    );
  });

  it('do not count when the targets that name them are not signed', async () => {
    const report = await auditOf(
      repository({
        'targets.json': file(delegating, [stranger]),
        'tools.json': file(role('targets', 1), [stranger]),
      }),
    );
    expect(report.findings.filter(({ code }) => code === 'role.threshold-not-met')).toMatchObject([
      { subject: 'targets.json' },
    ]);
  });

  it('in which nothing can be read are named, and no more', async () => {
    const report = await auditOf(
      repository({ 'targets.json': file(role('targets', 1, { targets: 7 }), [online]) }),
    );
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'metadata.malformed', subject: 'targets.json' }),
    );
  });
});
