/** What must not be read without trust: outside folders, by name, by pattern and behind links. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fencedHost, type FencedHost } from '../../server/src/host/fence.ts';
import type { Host } from '../../server/src/host/files.ts';
import { memoryHost } from '../../server/src/host/memory.ts';
import { nodeHost } from '../../server/src/host/node.ts';
import { fileUri } from '../../server/src/text/uri.ts';

const offLimits = { kind: 'absent', reason: 'off-limits' };

describe('in a virtual folder', () => {
  const files = new Map([
    ['web:///open/sip.conf', 'sip'],
    ['web:///open/d/a.conf', 'a'],
    ['web:///open-too/b.conf', 'b'],
    ['web:///etc/c.conf', 'c'],
  ]);
  const asked: string[] = [];
  let host: FencedHost;
  beforeEach(() => {
    const memory = memoryHost(files);
    const watched: Host = {
      read: (uri) => (asked.push(uri), memory.read(uri)),
      list: (pattern) => (asked.push(pattern), memory.list(pattern)),
      entries: (uri) => (asked.push(uri), memory.entries(uri)),
    };
    host = fencedHost(watched);
    host.confine(['web:///open']);
    asked.length = 0;
  });

  it.each([
    'web:///etc/c.conf',
    'web:///open/../etc/c.conf',
    'web:///open-too/b.conf',
    'web:///open%2F..%2Fetc/c.conf',
    'web://other/open/sip.conf',
    'file:///open/sip.conf',
    'untitled:Untitled-1',
  ])('does not read %s, nor ask whether it is there', async (uri) => {
    expect(await host.read(uri)).toEqual(offLimits);
    expect(asked).toEqual([]);
  });

  it.each(['web:///open/sip.conf', 'web:///open/d/a.conf'])('reads %s', async (uri) => {
    expect(await host.read(uri)).toMatchObject({ kind: 'text' });
  });

  it.each([
    ['web:///open/*/*.conf', ['web:///open/d/a.conf'], false],
    ['web:///open/{sip,none}.conf', ['web:///open/sip.conf'], false],
    ['web:///etc/*.conf', [], true],
    ['web:///*/*.conf', [], true],
    ['web:///open*/b.conf', [], true],
  ])('lists %s only as far as it may', async (pattern, uris, isOffLimits) => {
    expect(await host.look(pattern)).toEqual({ uris, isOffLimits });
    expect(await host.list(pattern)).toEqual(uris);
    expect(asked.filter((uri) => !/^web:\/\/\/open(?:$|\/)/.test(uri))).toEqual([]);
  });

  it('shows no folder outside', async () => {
    expect(await host.entries('web:///etc')).toEqual([]);
    expect((await host.entries('web:///open')).map(({ name }) => name)).toEqual(['sip.conf', 'd']);
    expect(asked).toEqual(['web:///open']);
  });

  it('reads nothing where no folder is open', async () => {
    host.confine([]);
    expect(await host.read('web:///open/sip.conf')).toEqual(offLimits);
    expect(asked).toEqual([]);
  });

  it('reads everything once it is trusted', async () => {
    host.confine(undefined);
    expect(await host.read('web:///etc/c.conf')).toMatchObject({ text: 'c' });
    expect(await host.look('web:///etc/*.conf')).toEqual({ uris: ['web:///etc/c.conf'], isOffLimits: false });
  });
});

describe('on a disk', () => {
  let top = '';
  const at = (name: string): string => fileUri(path.join(top, name));
  const host = fencedHost(nodeHost());
  beforeAll(() => {
    top = realpathSync(mkdtempSync(path.join(tmpdir(), 'asterisk-conf-fence-')));
    for (const folder of ['open/d', 'outside']) mkdirSync(path.join(top, folder), { recursive: true });
    writeFileSync(path.join(top, 'open/sip.conf'), 'sip');
    writeFileSync(path.join(top, 'outside/c.conf'), 'c');
    symlinkSync('../outside/c.conf', path.join(top, 'open/link.conf'));
    symlinkSync('../outside', path.join(top, 'open/linked'));
    symlinkSync('sip.conf', path.join(top, 'open/inner.conf'));
    symlinkSync('open', path.join(top, 'alias'));
  });
  afterAll(() => {
    rmSync(top, { recursive: true, force: true });
  });
  beforeEach(() => {
    host.confine([at('open')]);
  });

  it('follows links inside the folder only', async () => {
    expect(await host.read(at('open/inner.conf'))).toMatchObject({ text: 'sip' });
    expect(await host.read(at('open/link.conf'))).toEqual(offLimits);
    expect(await host.read(at('open/linked/c.conf'))).toEqual(offLimits);
    expect(await host.look(at('open/linked/*.conf').replace('%2A', '*'))).toEqual({
      uris: [],
      isOffLimits: true,
    });
  });

  it('tells what is not there as ever', async () => {
    expect(await host.read(at('open/none.conf'))).toEqual({ kind: 'absent', reason: 'missing' });
    expect(await host.read(at('open/d'))).toEqual({ kind: 'absent', reason: 'not-regular' });
  });

  it('knows the open folder by its other name', async () => {
    host.confine([at('alias')]);
    expect(await host.read(at('alias/sip.conf'))).toMatchObject({ text: 'sip' });
    expect(await host.read(at('alias/link.conf'))).toEqual(offLimits);
  });
});
