// Reads the packed extension and compares what is in it with what may ship.
import fs from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Most the packed extension may weigh, in bytes. */
const limit = 2 * 1024 * 1024;

/** Names inside the file, each with what it stands for. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(?:package\.json|readme\.md|changelog\.md|LICENSE(?:\.txt)?)$/i,
  /^extension\/dist\/(?:client\.node\.cjs|client\.browser\.js|server\.node\.cjs|server\.browser\.js|cli\.cjs|NOTICES\.txt)$/,
  /^extension\/(?:syntaxes|snippets|schemas)\/[\w.-]+\.json$/,
  /^extension\/media\/(?:icon|walkthrough\/[\w-]+)\.png$/,
  /^extension\/docs\/rules\/[\w-]+\.md$/,
];

/** Without these the extension does not work. */
const needed = [
  'extension/package.json',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/dist/client.node.cjs',
  'extension/dist/client.browser.js',
  'extension/dist/server.node.cjs',
  'extension/dist/server.browser.js',
  // What the tasks run.
  'extension/dist/cli.cjs',
  'extension/dist/NOTICES.txt',
];

/**
 * Runs the checks on one `.vsix` file and prints each.
 *
 * @param {string} file
 * @returns {{ passed: number, failed: number }}
 */
export function checkVsix(file) {
  const entries = entriesOf(fs.readFileSync(file));
  const names = entries.map(({ name }) => name);
  const size = fs.statSync(file).size;
  const manifest = JSON.parse(textOf(entries, 'extension/package.json'));
  const named = filesNamedIn(manifest);
  const code = entries.filter(({ name }) => /\.c?js$/.test(name));

  const strangers = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  const missing = [...needed, ...named].filter((name) => !names.includes(name));
  const here = path.resolve(import.meta.dirname, '../..');
  const traces = code.filter(({ read }) => read().includes(here)).map(({ name }) => name);
  const checks = [
    [`holds only what ships (${names.length} files)`, strangers],
    ['holds what the extension and its manifest need', missing],
    [
      'has a page for at least one rule',
      names.some((name) => name.startsWith('extension/docs/rules/')) ? [] : ['none'],
    ],
    [
      `weighs at most ${limit / 1024} KB (${Math.ceil(size / 1024)} KB)`,
      size <= limit ? [] : [`${size} bytes`],
    ],
    ['carries no path of the machine it was built on', traces],
    ['needs no package at run time', Object.keys(manifest.dependencies ?? {})],
  ];
  for (const [what, problems] of checks) {
    console.log(`  ${problems.length === 0 ? '✓' : '✗'} ${what}`);
    for (const problem of problems) console.log(`      ${problem}`);
  }
  const failed = checks.filter(([, problems]) => problems.length > 0).length;
  return { passed: checks.length - failed, failed };
}

/** Every file the manifest points at, by its name inside the packed file. */
function filesNamedIn(manifest) {
  const found = new Set();
  const visit = (value) => {
    if (typeof value === 'string' && /^(?:\.|media|schemas|snippets|syntaxes)\/[\w./-]+\.\w+$/.test(value)) {
      found.add(`extension/${value.replace('./', '')}`);
    } else if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(visit);
    }
  };
  visit([manifest.main, manifest.browser, manifest.contributes, `./${manifest.icon}`]);
  return [...found];
}

function textOf(entries, name) {
  return entries.find((entry) => entry.name === name)?.read() ?? '{}';
}

/**
 * Files of a zip archive, from its directory at the end.
 *
 * Source: APPNOTE.TXT of PKWARE, sections 4.3.12 and 4.3.16.
 */
function entriesOf(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no packed extension');
  const count = bytes.readUInt16LE(end + 10);
  const entries = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const [method, packedSize] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const read = () => {
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(start, start + packedSize);
      return (method === 0 ? packed : inflateRawSync(packed)).toString('utf8');
    };
    entries.push({ name, read });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
