/** Where the editor's user has not said to trust the open folders, where no folder is open, and where files cannot be written. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol/node';
import {
  applyFixCommand,
  effectiveSectionRequest,
  filesRequest,
  replaceWeakSecrets,
  trustNotification,
  type FixResult,
  type KnownFiles,
} from '../../server/src/lsp/protocol.ts';
import { fileUri } from '../../server/src/text/uri.ts';
import { rangeOf, TestClient, type StartOptions } from './client.ts';

const A = 'asterisk-test:///work/a';
const B = 'asterisk-test:///work/b';
const OUTSIDE = 'asterisk-test:///usr/share/phones.conf';
const SIP = `${A}/sip.conf`;
const template = '[t](!)\ntype=friend\nhost=dynamic\nnat=no\n';

/** Remembers which files were asked for. */
class WatchedFiles extends Map<string, string> {
  readonly asked = new Set<string>();
  override get(uri: string): string | undefined {
    this.asked.add(uri);
    return super.get(uri);
  }
}

let client: TestClient;
const start = async (options: StartOptions): Promise<void> => {
  client = await TestClient.start(options);
};
afterEach(async () => {
  await client.stop();
  expect(client.log).toEqual([]);
});

/** `line rule severity` of what is said about includes and templates. */
const found = async (uri: string): Promise<readonly string[]> =>
  (await client.findings(uri))
    .filter(({ code }) => /^conf-(?:include|template)/.test(String(code)))
    .map(({ code, range, severity }) => `${String(range.start.line)} ${String(code)} ${String(severity)}`);

async function eventually(uri: string, wanted: readonly string[]): Promise<void> {
  for (;;) {
    const now = await found(uri);
    if (JSON.stringify(now) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const effective = async (uri: string, line: number): Promise<string> => {
  const params = { uri, line };
  const shown = await client.connection.sendRequest<{ text: string } | null>(effectiveSectionRequest, params);
  return shown?.text ?? '';
};

const knownFiles = async (): Promise<readonly string[]> =>
  (await client.connection.sendRequest<KnownFiles>(filesRequest)).files.map(({ uri }) => uri);

describe('restricted mode', () => {
  const text = `[general]\n#include /usr/share/phones.conf\n[a](t)\nsecret=test\n`;

  it('reads nothing outside of the open folders, and says why at the include', async () => {
    const files = new WatchedFiles([[OUTSIDE, template]]);
    await start({ files, folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, text);
    expect(await found(SIP)).toEqual(['1 conf-include-missing 3']);
    const [finding] = (await client.findings(SIP)).filter(({ code }) => code === 'conf-include-missing');
    expect(finding?.message).toMatch(/^Not read: .*restricted mode/);
    expect(await client.actions(SIP, rangeOf(text, '/usr/share'), finding ? [finding] : [])).toEqual(
      expect.not.arrayContaining([
        expect.objectContaining({ title: expect.stringContaining('#tryinclude') as string }),
      ]),
    );
    const { start: position } = rangeOf(text, '/usr/share');
    const params = { textDocument: { uri: SIP }, position };
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', params);
    expect(JSON.stringify(hover?.contents)).toContain('restricted mode');
    expect([...files.asked].filter((uri) => !uri.startsWith(`${A}/`))).toEqual([]);
  });

  it('judges everything else as ever', async () => {
    const files = new Map([[`${A}/inside.conf`, template]]);
    await start({ files, folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, `#include inside.conf\n${text}`);
    const rules = (await client.findings(SIP)).map(({ code }) => code);
    expect(rules).toContain('secret-default');
    expect(rules).not.toContain('conf-template-missing');
    expect(await knownFiles()).toEqual([SIP, `${A}/inside.conf`]);
  });

  it('does not say what Asterisk would do with what was not read', async () => {
    await start({ files: new Map([[OUTSIDE, template]]), folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, text);
    expect(await effective(SIP, 2)).toMatch(/^; It is not known here: .* outside of the open folders/);
  });

  it('lists no folder outside for a pattern', async () => {
    const files = new WatchedFiles([[OUTSIDE, template]]);
    await start({ files, folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, '[general]\n#include /usr/share/*.conf\n#tryinclude ../*/sip.conf\n[a](t)\nx=1\n');
    expect(await found(SIP)).toEqual(['1 conf-include-missing 3', '2 conf-include-missing 3']);
    expect(await knownFiles()).toEqual([SIP]);
  });

  it('is not left by a project file that names a directory outside', async () => {
    const files = new WatchedFiles([
      [`${A}/.asterisk-conf.json`, '{"configDirectory": "/usr/share"}'],
      [OUTSIDE, template],
    ]);
    await start({ files, folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, '[general]\n#include phones.conf\n[a](t)\nx=1\n');
    expect(await found(SIP)).toEqual(['1 conf-include-missing 3']);
    expect(files.asked).not.toContain(OUTSIDE);
  });

  it('ends when the user trusts the folders', async () => {
    const files = new Map([
      [OUTSIDE, template],
      ['asterisk-test:///usr/lib/more.conf', '[more]\ntype=friend\nhost=192.0.2.4\n'],
    ]);
    await start({ files, folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, `${text}#include /usr/lib/*.conf\n`);
    expect(await found(SIP)).toHaveLength(2);
    await client.connection.sendNotification(trustNotification);
    await eventually(SIP, []);
    expect(await effective(SIP, 2)).toContain('nat = no');
    expect(await knownFiles()).toContain('asterisk-test:///usr/lib/more.conf');
  });

  it('lets a file of another folder count once that folder is open too', async () => {
    const files = new Map([[`${B}/phones.conf`, template]]);
    await start({ files, folders: { [A]: null }, isTrusted: false });
    await client.open(SIP, '[general]\n#include ../b/phones.conf\n[a](t)\nx=1\n');
    expect(await found(SIP)).toEqual(['1 conf-include-missing 3']);
    const event = { added: [{ uri: B, name: 'b' }], removed: [] };
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await eventually(SIP, []);
  });

  it('takes the text of what is open in the editor, wherever it lies', async () => {
    await start({ folders: { [A]: null }, isTrusted: false });
    await client.open(OUTSIDE, template);
    await client.open(SIP, text);
    await eventually(SIP, []);
    expect(await effective(SIP, 2)).toContain('nat = no');
  });

  it('does not follow links that lead outside', async () => {
    const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'asterisk-conf-link-')));
    try {
      mkdirSync(path.join(top, 'open'));
      mkdirSync(path.join(top, 'outside'));
      writeFileSync(path.join(top, 'outside/phones.conf'), template);
      symlinkSync('../outside/phones.conf', path.join(top, 'open/phones.conf'));
      symlinkSync('../outside', path.join(top, 'open/linked'));
      const uri = fileUri(path.join(top, 'open/sip.conf'));
      await start({ folders: { [fileUri(path.join(top, 'open'))]: null }, isTrusted: false });
      await client.open(uri, '[general]\n#include phones.conf\n#include linked/*.conf\n[a](t)\nx=1\n');
      expect(await found(uri)).toEqual(['1 conf-include-missing 3', '2 conf-include-missing 3']);
      await client.connection.sendNotification(trustNotification);
      await eventually(uri, []);
    } finally {
      rmSync(top, { recursive: true, force: true });
    }
  });
});

describe('without an open folder', () => {
  const text = '[general]\n#include phones.conf\n[a](t)\nx=1\n';
  const files = (): Map<string, string> => new Map([[`${A}/phones.conf`, template]]);

  it('a single file is judged with the files it includes', async () => {
    await start({ files: files() });
    await client.open(SIP, text);
    expect(await found(SIP)).toEqual([]);
    expect(await effective(SIP, 2)).toContain('nat = no');
  });

  it('a single file without trust is judged by itself', async () => {
    await start({ files: files(), isTrusted: false });
    await client.open(SIP, `${text}secret=test\n`);
    expect(await found(SIP)).toEqual(['1 conf-include-missing 3']);
    expect((await client.findings(SIP)).map(({ code }) => code)).toContain('secret-default');
    expect(await knownFiles()).toEqual([SIP]);
  });

  it('a file that was never saved is judged', async () => {
    await start({});
    await client.open('untitled:Untitled-1', '[a\n[phone]\nsecret=test\n');
    const rules = (await client.findings('untitled:Untitled-1')).map(({ code }) => code);
    expect(rules).toContain('conf-section-unclosed');
  });
});

it('the root of a file system can be the open folder', async () => {
  const root = 'asterisk-test://mount/';
  const files = new Map([
    [`${root}.asterisk-conf.json`, '{"rules": {"secret-default": "off"}, "configDirectory": "etc"}'],
    [`${root}etc/phones.conf`, template],
    [`${root}extensions.conf`, '[office]\nexten => 1,1,Dial(SIP/a)\n'],
  ]);
  await start({ files, folders: { [root]: null }, isTrusted: false });
  const uri = `${root}sip.conf`;
  await client.open(uri, '[general]\n#include phones.conf\n[a](t)\nsecret=test\n');
  expect(await found(uri)).toEqual([]);
  expect((await client.findings(uri)).map(({ code }) => code)).not.toContain('secret-default');
  expect(await effective(uri, 2)).toContain('nat = no');
});

it('several folders each have their own files', async () => {
  const files = new Map([
    [`${A}/phones.conf`, '[t](!)\nnat=no\n'],
    [`${B}/phones.conf`, '[t](!)\nnat=yes\n'],
  ]);
  await start({ files, folders: { [A]: null, [B]: null }, isTrusted: false });
  for (const [folder, value] of [
    [A, 'no'],
    [B, 'yes'],
  ]) {
    const uri = `${String(folder)}/sip.conf`;
    await client.open(uri, '#include phones.conf\n[a](t)\nx=1\n');
    expect(await effective(uri, 1)).toContain(`nat = ${String(value)}`);
  }
});

it('a file that must not be written keeps its findings and its text, and the command says so', async () => {
  await start({ folders: { [A]: null }, refusesEdits: true });
  const text = '[general]\nregister => bob:test@192.0.2.1\n';
  await client.open(SIP, text);
  const applied = await client.connection.sendRequest<FixResult>('workspace/executeCommand', {
    command: applyFixCommand,
    arguments: [replaceWeakSecrets(SIP)],
  });
  expect(applied).toEqual({ isApplied: false, reason: 'refused' });
  expect(client.textOf(SIP)).toBe(text);
  expect((await client.findings(SIP)).map(({ code }) => code)).toContain('secret-default');
});
