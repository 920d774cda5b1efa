/** Findings of files nobody has opened: on request, and all the time where the settings say so. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  FileChangeType,
  WorkDoneProgress,
  WorkspaceDiagnosticRequest,
  type PreviousResultId,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../../server/src/lsp/protocol.ts';
import { TestClient, type StartOptions } from './client.ts';

const FOLDER = 'asterisk-test:///work';
const SIP = `${FOLDER}/asterisk/sip.conf`;
const PHONES = `${FOLDER}/asterisk/phones.inc`;
const IAX = `${FOLDER}/other/iax.conf`;
const weak = '[alice]\ntype=friend\nhost=dynamic\nsecret=test\n';

const estate = (): Map<string, string> =>
  new Map([
    [SIP, '[general]\nallowguest=no\ncontext=none\n#include phones.inc\n'],
    [PHONES, weak],
    [IAX, '[general]\nbindport=4569\n'],
    [`${FOLDER}/asterisk/unused.conf.orig`, weak],
    [`${FOLDER}/.git/sip.conf`, weak],
    [`${FOLDER}/node_modules/x/sip.conf`, weak],
    [`${FOLDER}/notes.txt`, weak],
  ]);

let client: TestClient;
const start = async (options: StartOptions): Promise<void> => {
  client = await TestClient.start({ folders: { [FOLDER]: null }, ...options });
};
afterEach(async () => {
  await client.stop();
  expect(client.log).toEqual([]);
});

const check = (workDoneToken?: string): Promise<WorkspaceSummary> =>
  client.connection.sendRequest(checkWorkspaceRequest, workDoneToken === undefined ? {} : { workDoneToken });

const pull = async (
  previousResultIds: PreviousResultId[] = [],
): Promise<readonly WorkspaceDocumentDiagnosticReport[]> => {
  const params = { previousResultIds };
  const { items } = await client.connection.sendRequest<WorkspaceDiagnosticReport>(
    'workspace/diagnostic',
    params,
  );
  return items;
};

/** Rules found in each file. */
const summed = (reports: readonly WorkspaceDocumentDiagnosticReport[]): Record<string, readonly unknown[]> =>
  Object.fromEntries(
    reports.map((report) => [report.uri, report.kind === 'full' ? report.items.map(({ code }) => code) : []]),
  );

const ids = (reports: readonly WorkspaceDocumentDiagnosticReport[]): PreviousResultId[] =>
  reports.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));

describe('checking the workspace', () => {
  it('takes roots and what they include, tells how far it is, and sums up', async () => {
    await start({ files: estate() });
    const told: string[] = [];
    client.connection.onProgress(WorkDoneProgress.type, 'token', ({ kind }) => {
      told.push(kind);
    });
    const summary = await check('token');
    expect(summary).toMatchObject({ files: 3, isCut: false });
    expect(summary.errors).toBeGreaterThan(0);
    expect(told[0]).toBe('begin');
    expect(told.at(-1)).toBe('end');
    expect(told).toContain('report');
  });

  it('shows the findings from then on', async () => {
    await start({ files: estate() });
    expect(await pull()).toEqual([]);
    await check();
    const found = summed(await pull());
    expect(Object.keys(found).sort()).toEqual([PHONES, SIP, IAX].sort());
    expect(found[PHONES]).toContain('secret-default');
    expect(JSON.stringify(await pull())).not.toMatch(/\btest\b(?!:)/);
  });

  it('reaches a client that waits for findings meanwhile', async () => {
    await start({ files: estate() });
    const waiting = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: [],
      partialResultToken: 'bits',
    });
    expect(await check()).toMatchObject({ files: 3 });
    expect(summed((await waiting).items)[PHONES]).toContain('secret-default');
  });

  it('says nothing of what has not changed, and clears what is gone', async () => {
    const files = estate();
    await start({ files });
    await check();
    const first = await pull();
    expect(await pull(ids(first))).toEqual([]);
    files.delete(IAX);
    await client.changedOnDisk(FileChangeType.Deleted, IAX);
    files.set(PHONES, '[alice]\n');
    await client.changedOnDisk(FileChangeType.Changed, PHONES);
    const second = await pull(ids(first));
    expect(summed(second)[IAX]).toEqual([]);
    expect(summed(second)[PHONES]).not.toContain('secret-default');
  });

  it('leaves open files to their own reports, and takes them over when they are closed', async () => {
    await start({ files: estate() });
    await client.open(PHONES, '[bob]\n');
    await check();
    expect(summed(await pull())).not.toHaveProperty([PHONES]);
    await client.close(PHONES);
    expect((await client.findings(PHONES)).map(({ code }) => code)).toContain('secret-default');
    expect(summed(await pull())[PHONES]).toContain('secret-default');
  });

  it('can be cancelled, and then shows nothing', async () => {
    await start({ files: estate() });
    const cancelling = new CancellationTokenSource();
    const asked = client.connection.sendRequest(checkWorkspaceRequest, {}, cancelling.token);
    cancelling.cancel();
    await expect(asked).rejects.toThrow('cancelled');
    expect(await pull()).toEqual([]);
  });

  it('leaves out what the project file ignores', async () => {
    const files = estate().set(`${FOLDER}/.asterisk-conf.json`, '{ "ignore": ["other", "**/phones.inc"] }');
    await start({ files });
    expect(await check()).toMatchObject({ files: 3, errors: 0 });
  });
});

describe('lint.scope "workspace"', () => {
  it('finds without being asked', async () => {
    await start({ files: estate(), settings: { lint: { scope: 'workspace' } } });
    expect(summed(await pull())[PHONES]).toContain('secret-default');
  });

  it('waits with a client that takes reports bit by bit, and speaks up after a change', async () => {
    const files = estate();
    await start({ files, settings: { lint: { scope: 'workspace' } } });
    const first = await pull();
    const waiting = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: ids(first),
      partialResultToken: 'bits',
    });
    expect(await client.findings(SIP)).toBeDefined();
    files.set(PHONES, '[alice]\n');
    await client.changedOnDisk(FileChangeType.Changed, PHONES);
    const { items } = await waiting;
    expect(Object.keys(summed(items))).toEqual([PHONES]);
  });

  it('clears everything when it is switched back', async () => {
    await start({ files: estate(), settings: { lint: { scope: 'workspace' } } });
    const first = await pull();
    client.settings = { lint: { scope: 'openFiles' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: ids(first),
      partialResultToken: 'bits',
    });
    expect(summed(items)[PHONES]).toEqual([]);
  });
});
