import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientHost } from '../../server/src/host/browser.ts';
import { decodeText, hostByScheme, isBinary } from '../../server/src/host/files.ts';
import { memoryHost } from '../../server/src/host/memory.ts';
import { nodeHost } from '../../server/src/host/node.ts';
import { fileUri, pathOf } from '../../server/src/text/uri.ts';

let folder = '';
const at = (name: string): string => fileUri(path.join(folder, name));
const names = (uris: readonly string[]): readonly string[] =>
  uris.map((uri) => path.relative(folder, pathOf(uri)));

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-[x] '));
  mkdirSync(path.join(folder, 'sip.d/deep'), { recursive: true });
  for (const name of ['b.conf', 'a.conf', '.c.conf', 'B.conf', 'a.txt']) {
    writeFileSync(path.join(folder, 'sip.d', name), name);
  }
  writeFileSync(path.join(folder, 'latin1.conf'), Buffer.from([0x41, 0xe4, 0x85]));
  writeFileSync(path.join(folder, 'mark.conf'), '\ufeff[a]\n');
  writeFileSync(path.join(folder, 'database'), Buffer.alloc(70_000));
  symlinkSync('sip.d', path.join(folder, 'link.d'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('nodeHost', () => {
  const host = nodeHost();

  it('reads UTF-8, or Latin-1 with one character a byte', async () => {
    expect(await host.read(at('mark.conf'))).toEqual({ kind: 'text', text: '\ufeff[a]\n', encoding: 'utf8' });
    expect(await host.read(at('latin1.conf'))).toEqual({
      kind: 'text',
      text: 'A\u00e4\u0085',
      encoding: 'latin1',
    });
  });

  it('says why there is no text', async () => {
    expect(await host.read(at('none.conf'))).toEqual({ kind: 'absent', reason: 'missing' });
    expect(await host.read(at('sip.d'))).toEqual({ kind: 'absent', reason: 'not-regular' });
    expect(await host.read(at('database'))).toEqual({ kind: 'binary' });
    expect(await host.read('http://example.com/sip.conf')).toEqual({ kind: 'absent', reason: 'missing' });
    expect(await host.read('file:///dev/zero')).toEqual({ kind: 'absent', reason: 'not-regular' });
  });
});

describe('clientHost', () => {
  it('takes a failed question for "nobody answered"', async () => {
    const host = clientHost({
      readFile: () => Promise.reject(new Error()),
      listFiles: () => Promise.reject(new Error()),
    });
    expect(await host.read('web:///sip.conf')).toEqual({ kind: 'unreachable' });
    expect(await host.list('web:///*.conf')).toEqual([]);
  });
});

describe('patterns', () => {
  const files = new Map(
    ['b.conf', 'a.conf', '.c.conf', 'B.conf', 'a.txt', 'deep/x'].map((name) => [
      `web:///d/sip.d/${name}`,
      '',
    ]),
  );
  const memory = memoryHost(files);
  const asked = clientHost({
    readFile: (uri) => memory.read(uri),
    listFiles: (uri) =>
      Promise.resolve(
        pathOf(uri) === '/d/sip.d'
          ? [
              { name: 'deep', isFolder: true },
              ...['b.conf', 'a.conf', '.c.conf', 'B.conf', 'a.txt'].map((name) => ({
                name,
                isFolder: false,
              })),
            ]
          : pathOf(uri) === '/d'
            ? [{ name: 'sip.d', isFolder: true }]
            : [],
      ),
  });

  it.each([
    ['sip.d/*.conf', ['sip.d/B.conf', 'sip.d/a.conf', 'sip.d/b.conf']],
    ['sip.d/{b,a}.conf', ['sip.d/b.conf', 'sip.d/a.conf']],
    ['*.d/a.conf', ['sip.d/a.conf']],
    ['sip.d/.*.conf', ['sip.d/.c.conf']],
    ['none/*.conf', []],
  ])('%s name files in byte order, wherever they are', async (pattern, expected) => {
    for (const host of [memory, asked, hostByScheme('file', nodeHost(), memory)]) {
      const found = await host.list(`web:///d/${encodeURI(pattern)}`);
      expect(found.map((uri) => pathOf(uri).slice('/d/'.length))).toEqual(expected);
    }
  });

  it('look through links on the disk, and into a folder whose name looks like a pattern only when escaped', async () => {
    const literal = folder.replaceAll('[', '\\[');
    const found = await nodeHost().list(fileUri(`${literal}/*.d/a.conf`));
    expect(names(found)).toEqual(['link.d/a.conf', 'sip.d/a.conf']);
  });
});

describe('decodeText', () => {
  it('keeps every byte that is no UTF-8', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const { text, encoding } = decodeText(bytes);
    expect(encoding).toBe('latin1');
    expect(Array.from(text, (character) => character.charCodeAt(0))).toEqual([...bytes]);
  });
});

describe('isBinary', () => {
  it('looks only at large files', () => {
    expect(isBinary(new Uint8Array(1000))).toBe(false);
    expect(isBinary(new Uint8Array(100_000))).toBe(true);
    expect(isBinary(new Uint8Array(100_000).fill(65))).toBe(false);
  });
});
