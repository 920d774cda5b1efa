/** What lies around the open files: included files on disk, several servers, project files, settings by folder. */
import { afterEach, describe, expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver-protocol/node';
import { effectiveSectionRequest, filesRequest, type KnownFiles } from '../../server/src/lsp/protocol.ts';
import { TestClient, type StartOptions } from './client.ts';

const A = 'asterisk-test:///work/a';
const B = 'asterisk-test:///work/b';
const SIP = `${A}/asterisk/sip.conf`;

let client: TestClient;
const start = async (options: StartOptions): Promise<void> => {
  client = await TestClient.start(options);
};
afterEach(async () => {
  await client.stop();
  expect(client.log).toEqual([]);
});

const rules = async (uri: string): Promise<readonly string[]> =>
  (await client.findings(uri)).map(({ code }) => String(code));

const effective = async (uri: string, line: number): Promise<string> => {
  const shown = await client.connection.sendRequest<{ text: string } | null>(effectiveSectionRequest, {
    uri,
    line,
  });
  return shown?.text ?? '';
};

/** Asks until the findings are as wanted: what changed on disk is read in the background. */
async function eventually(
  uri: string,
  isWanted: (found: readonly string[]) => boolean,
): Promise<readonly string[]> {
  for (;;) {
    const found = await rules(uri);
    if (isWanted(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('included files', () => {
  const MORE = `${A}/asterisk/more.conf`;

  it('appear, change and vanish on disk', async () => {
    const files = new Map<string, string>();
    await start({ files, folders: { [A]: null } });
    await client.open(SIP, '[general]\n#include more.conf\n[a](t)\ncontext=x\n');
    const missing = await rules(SIP);
    expect(missing.filter((rule) => rule === 'conf-include-missing')).toHaveLength(1);
    files.set(MORE, '[t](!)\ntype=friend\nhost=dynamic\n');
    await client.changedOnDisk(FileChangeType.Created, MORE);
    await eventually(
      SIP,
      (found) => found.includes('secret-missing') && !found.includes('conf-include-missing'),
    );
    files.set(MORE, '[t](!)\ntype=friend\nhost=192.0.2.7\nsecret=vK3_pQ8mWz5-tRb2XyNd\n');
    await client.changedOnDisk(FileChangeType.Changed, MORE);
    await eventually(SIP, (found) => !found.includes('secret-missing'));
    expect(await effective(SIP, 2)).toContain('host = 192.0.2.7');
    files.delete(MORE);
    await client.changedOnDisk(FileChangeType.Deleted, MORE);
    await eventually(SIP, (found) => found.includes('conf-include-missing'));
  });

  it('count with their unsaved text before what is on disk', async () => {
    await start({ files: new Map([[MORE, '[t](!)\nnat=no\n']]), folders: { [A]: null } });
    await client.open(SIP, '#include more.conf\n[a](t)\nx=1\n');
    expect(await effective(SIP, 1)).toContain('nat = no');
    await client.open(MORE, '[t](!)\nnat=yes\n');
    expect(await effective(SIP, 1)).toContain('nat = yes');
    await client.replace(MORE, 'yes', 'comedia');
    expect(await effective(SIP, 1)).toContain('nat = comedia');
    await client.changedOnDisk(FileChangeType.Changed, MORE);
    expect(await effective(SIP, 1)).toContain('nat = comedia');
    await client.close(MORE);
    expect(await effective(SIP, 1)).toContain('nat = no');
  });

  it('lie outside the folder as well', async () => {
    const outside = 'asterisk-test:///usr/share/phones.conf';
    await start({ files: new Map([[outside, '[t](!)\nnat=no\n']]), folders: { [A]: null } });
    await client.open(SIP, '#include /usr/share/phones.conf\n#include /usr/share/none.conf\n[a](t)\nx=1\n');
    const found = (await client.findings(SIP)).filter(({ code }) => code === 'conf-include-missing');
    expect(found.map(({ severity, range }) => [severity, range.start.line])).toEqual([[3, 1]]);
    expect(await effective(SIP, 2)).toContain('Asterisk refuses this file');
    await client.replace(SIP, '#include /usr/share/none.conf\n', '\n');
    expect(await effective(SIP, 2)).toContain('nat = no');
  });

  it('that name themselves end', async () => {
    const loop = '#include more.conf\n#include sip.conf\nx=1\n';
    await start({ files: new Map([[MORE, loop]]), folders: { [A]: null } });
    await client.open(SIP, '[general]\n#include more.conf\n');
    expect(await rules(SIP)).toContain('conf-include-loop');
    expect(await effective(SIP, 0)).toContain('[general]');
  });

  it('by the thousand are read up to a bound', async () => {
    const files = new Map<string, string>();
    for (let i = 0; i < 3000; i++) files.set(`${A}/asterisk/phones.d/${String(i)}.conf`, `[p${String(i)}]\n`);
    await start({ files, folders: { [A]: null } });
    await client.open(SIP, '[general]\n#include phones.d/*.conf\n');
    expect(await rules(SIP)).not.toContain('conf-include-missing');
    const known = await client.connection.sendRequest<KnownFiles>(filesRequest);
    expect(known.files.length).toBeGreaterThan(100);
    expect(known.files.length).toBeLessThanOrEqual(2001);
    // Two thousand answers travel one by one.
  }, 30_000);

  it('of several servers do not mix', async () => {
    const other = `${B}/asterisk/sip.conf`;
    const files = new Map([
      [`${A}/asterisk/t.conf`, '[t](!)\nnat=no\n'],
      [`${B}/asterisk/t.conf`, '[t](!)\nnat=yes\n'],
    ]);
    await start({ files, folders: { [A]: null, [B]: null } });
    const text = '#include t.conf\n[a](t)\nx=1\n';
    await client.open(SIP, text);
    await client.open(other, text);
    expect(await effective(SIP, 1)).toContain('nat = no');
    expect(await effective(other, 1)).toContain('nat = yes');
  });

  it('of programs count as nothing, and asterisk.conf is looked at', async () => {
    const files = new Map([[`${A}/asterisk/asterisk.conf`, '[options]\nexecincludes=yes\n']]);
    await start({ files, folders: { [A]: null } });
    await client.open(SIP, '[general]\n#exec /bin/true\nx=1\n');
    expect(await effective(SIP, 0)).toContain('x = 1');
    const known = await client.connection.sendRequest<KnownFiles>(filesRequest);
    expect(known.files.map(({ uri }) => uri)).toContain(`${A}/asterisk/asterisk.conf`);
  });
});

describe('settings by folder', () => {
  const weak = '[general]\nregister => bob:test@192.0.2.1\n';

  it('count for the files of their folder only', async () => {
    const rulesOff = { rules: { 'secret-default': 'off' } };
    await start({ folders: { [A]: rulesOff, [B]: null } });
    const other = `${B}/asterisk/sip.conf`;
    await client.open(SIP, weak);
    await client.open(other, weak);
    expect(await rules(SIP)).not.toContain('secret-default');
    expect(await rules(other)).toContain('secret-default');
  });

  it('name a configuration directory each', async () => {
    const other = `${B}/asterisk/sip.conf`;
    const files = new Map([
      [`${A}/etc/t.conf`, '[t](!)\nnat=no\n'],
      [`${B}/asterisk/t.conf`, '[t](!)\nnat=yes\n'],
    ]);
    await start({ files, folders: { [A]: { configDirectory: 'etc' }, [B]: null } });
    const text = '#include t.conf\n[a](t)\nx=1\n';
    await client.open(SIP, text);
    await client.open(other, text);
    expect(await effective(SIP, 1)).toContain('nat = no');
    expect(await effective(other, 1)).toContain('nat = yes');
  });
});

it('a folder that is opened later brings its project file, and takes it away', async () => {
  const files = new Map([[`${A}/.asterisk-conf.json`, '{"rules": {"secret-default": "off"}}']]);
  await start({ files, folders: { [B]: null } });
  await client.open(SIP, '[general]\nregister => bob:test@192.0.2.1\n');
  expect(await rules(SIP)).toContain('secret-default');
  const folder = { uri: A, name: 'a' };
  const change = (event: object): Promise<void> =>
    client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  await change({ added: [folder], removed: [] });
  await eventually(SIP, (found) => !found.includes('secret-default'));
  await change({ added: [], removed: [folder] });
  await eventually(SIP, (found) => found.includes('secret-default'));
});

describe('a project file', () => {
  const PROJECT = `${A}/.asterisk-conf.json`;
  const weak = '[general]\nregister => bob:test@192.0.2.1\n';

  it('wins over settings for the keys it has, the nearest one', async () => {
    const files = new Map([[PROJECT, '{"rules": {"secret-default": "information"}}']]);
    await start({ files, folders: { [A]: { rules: { 'secret-default': 'off' } } } });
    await client.open(SIP, weak);
    const [first] = (await client.findings(SIP)).filter(({ code }) => code === 'secret-default');
    expect(first?.severity).toBe(3);
    const nearer = `${A}/asterisk/.asterisk-conf.json`;
    files.set(nearer, '{"rules": {"secret-default": "off"}}');
    await client.changedOnDisk(FileChangeType.Created, nearer);
    await eventually(SIP, (found) => !found.includes('secret-default'));
    files.delete(nearer);
    await client.changedOnDisk(FileChangeType.Deleted, nearer);
    await eventually(SIP, (found) => found.includes('secret-default'));
  });

  it('names the configuration directory and files to leave out', async () => {
    const files = new Map([
      [PROJECT, '{"configDirectory": "etc", "ignore": ["old"]}'],
      [`${A}/etc/t.conf`, '[t](!)\nnat=no\n'],
    ]);
    await start({ files, folders: { [A]: null } });
    const old = `${A}/old/sip.conf`;
    await client.open(SIP, '#include t.conf\n[a](t)\nx=1\n');
    await client.open(old, weak);
    expect(await effective(SIP, 1)).toContain('nat = no');
    expect(await rules(old)).toEqual([]);
  });

  it('counts for clients that name one root only, too', async () => {
    await start({ files: new Map([[PROJECT, '{"rules": {"secret-default": "off"}}']]), rootUri: A });
    await client.open(SIP, weak);
    expect(await rules(SIP)).not.toContain('secret-default');
  });

  it('with mistakes is told of, and the rest of it counts', async () => {
    const files = new Map([[PROJECT, '{"rulez": {}, "rules": {"secret-default": "off"}}']]);
    await start({ files, folders: { [A]: null } });
    await client.open(SIP, weak);
    expect(await rules(SIP)).not.toContain('secret-default');
    expect(client.messages).toEqual(['.asterisk-conf.json in a: Unknown key "rulez", did you mean "rules"?']);
    files.set(PROJECT, '{ no json');
    await client.changedOnDisk(FileChangeType.Changed, PROJECT);
    await eventually(SIP, (found) => found.includes('secret-default'));
    expect(client.messages[1]).toBe('.asterisk-conf.json in a: Expected a JSON object in the project file');
  });

  it('outside the open folders is not read', async () => {
    const files = new Map([
      ['asterisk-test:///work/.asterisk-conf.json', '{"rules": {"secret-default": "off"}}'],
      [`${B}/.asterisk-conf.json`, '{"rules": {"secret-default": "off"}}'],
    ]);
    await start({ files, folders: { [A]: null } });
    await client.open(SIP, weak);
    await client.open(`${B}/asterisk/sip.conf`, weak);
    expect(await rules(SIP)).toContain('secret-default');
    expect(await rules(`${B}/asterisk/sip.conf`)).toContain('secret-default');
  });
});
