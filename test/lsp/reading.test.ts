// How much is read for one session: so many files and so many characters, and only what files of ours name.
import { describe, expect, it } from 'vitest';
import type { Host } from '../../server/src/host/files.ts';
import { memoryHost } from '../../server/src/host/memory.ts';
import { Session } from '../../server/src/lsp/session.ts';

const folder = 'file:///etc/asterisk';
const uri = `${folder}/sip.conf`;

/** A session with sip.conf open, once nothing is fetched any more, and what was read for it. */
async function reading(
  text: string,
  files: ReadonlyMap<string, string>,
): Promise<{ readonly session: Session; readonly read: readonly string[] }> {
  const read: string[] = [];
  const host: Host = {
    ...memoryHost(new Map()),
    read: (wanted) => {
      read.push(wanted);
      const found = files.get(wanted);
      return Promise.resolve(
        found === undefined
          ? { kind: 'absent', reason: 'missing' }
          : { kind: 'text', text: found, encoding: 'utf8' },
      );
    },
  };
  const nothing = (): void => undefined;
  const session = new Session(host, { error: nothing }, new Set(), { onLoaded: nothing, onProblem: nothing });
  const document = session.documents.open({ uri, languageId: 'asterisk-conf', version: 1, text });
  if (document === undefined) throw new Error('too large');
  session.put(document);
  await session.loaded(() => false);
  return { session, read };
}

function included(count: number, text: string): { text: string; files: Map<string, string> } {
  const names = Array.from({ length: count }, (_, i) => `part${String(i)}.conf`);
  return {
    text: names.map((name) => `#include ${name}\n`).join(''),
    files: new Map(names.map((name) => [`${folder}/${name}`, text])),
  };
}

describe('what one session reads', () => {
  it('are at most 2,000 files', async () => {
    const { text, files } = included(2100, '[a]\n');
    const { session } = await reading(text, files);
    expect(session.workspace.files.size).toBeGreaterThan(1900);
    expect(session.workspace.files.size).toBeLessThanOrEqual(2000 + 16);
    expect([...session.workspace.absent.values()]).toContain('unreadable');
  });

  it('are at most 80 MB and what was on its way', async () => {
    const { text, files } = included(60, `;${'x'.repeat(1000)}\n`.repeat(4096));
    const { session, read } = await reading(text, files);
    const parts = [...session.workspace.files.values()].map(({ tree }) => tree.length);
    const size = parts.reduce((sum, length) => sum + length, 0);
    expect(size).toBeGreaterThan(60 * 1024 * 1024);
    expect(size).toBeLessThan((80 + 16 * 4) * 1024 * 1024);
    expect(read.filter((wanted) => files.has(wanted)).length).toBeLessThan(60);
  });

  it('is what an include names and what belongs beside the file, and nothing else', async () => {
    const outside = 'file:///srv/shared/phones.conf';
    const files = new Map([
      [outside, '[a]\n'],
      [`${folder}/nginx.conf`, ''],
      ['file:///srv/shared/iax.conf', ''],
    ]);
    const { session, read } = await reading('#include /srv/shared/phones.conf\n', files);
    expect(session.workspace.files.has(outside)).toBe(true);
    expect(read.filter((wanted) => wanted !== outside && !wanted.startsWith(`${folder}/`))).toEqual([]);
    expect(read).not.toContain(`${folder}/nginx.conf`);
    expect(new Set(read).size).toBe(read.length);
  });
});
