/** The product opens no connection and starts no program: nothing in its sources can. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['server/src', 'client/src'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file)),
);

const connecting =
  /from '(?:node:)?(?:net|tls|dgram|dns|https?|http2|child_process|cluster|worker_threads)(?:\/\w+)?'|(?<![.#\w])(?:fetch|importScripts|eval)\(|\bnew (?:WebSocket|XMLHttpRequest|EventSource|Function)\b|\bcreateWebviewPanel\b|\bcreateTerminal\b/;

describe('the sources', () => {
  it('are all looked at', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(connecting.test("import { connect } from 'node:net';")).toBe(true);
    expect(connecting.test('await fetch(url)')).toBe(true);
  });

  it('hold nothing that opens a connection, starts a program or shows a web page', () => {
    const found = sources.filter((file) => connecting.test(readFileSync(path.join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });
});
