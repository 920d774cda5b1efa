// Measures language servers over the protocol: ours, and those for JSON and YAML on the same content.
// `npm run bench:lsp [-- --phones 1000,10000 --rounds 2 --no-others]`; the others come from bench/package.json.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/paths.mjs';
import { Client } from './lsp/client.mjs';
import { placesIn, writeDocuments } from './lsp/documents.mjs';

const { values } = parseArgs({
  options: {
    phones: { type: 'string' },
    rounds: { type: 'string' },
    edits: { type: 'string' },
    'no-others': { type: 'boolean' },
  },
});
const sizes = (values.phones ?? '1000,10000,100000').split(',').map(Number);
const rounds = Number(values.rounds ?? 2);
const modules = path.join(root, 'bench/node_modules');

const servers = [
  {
    name: 'ours',
    document: 'conf',
    args: [path.join(root, 'dist/server.node.cjs'), '--stdio'],
    edits: () => Number(values.edits ?? 200),
  },
  {
    name: 'JSON',
    document: 'json',
    args: [path.join(modules, 'vscode-langservers-extracted/bin/vscode-json-language-server'), '--stdio'],
    edits: (phones) => (phones > 10_000 ? 20 : Number(values.edits ?? 200)),
  },
  {
    name: 'YAML',
    document: 'yaml',
    args: [path.join(modules, 'yaml-language-server/bin/yaml-language-server'), '--stdio'],
    edits: (phones) => (phones > 10_000 ? 0 : 20),
  },
].filter(({ name, args }) => existsSync(args[0]) && (name === 'ours' || values['no-others'] !== true));

const rows = [
  ['initialize', 'initialize', 'ms'],
  ['open to first findings', 'open', 'ms'],
  ['findings then', 'first', ''],
  ['open to all findings', 'all', 'ms'],
  ['keystroke to findings, median', 'edit', 'ms'],
  ['keystroke to findings, 99th percentile', 'editHigh', 'ms'],
  ['hover, median', 'hover', 'ms'],
  ['hover, 99th percentile', 'hoverHigh', 'ms'],
  ['completion, median', 'completion', 'ms'],
  ['completion, 99th percentile', 'completionHigh', 'ms'],
  ['document symbols', 'symbols', 'ms'],
  ['semantic tokens', 'tokens', 'ms'],
  ['code actions', 'actions', 'ms'],
  ['resident memory', 'memory', 'MB'],
];

const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-lsp-'));
try {
  const load = os.loadavg()[0].toFixed(1);
  console.log(
    `Node ${process.version}, ${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, load ${load} at the start`,
  );
  for (const phones of sizes) {
    const documents = writeDocuments(path.join(folder, String(phones)), phones);
    const least = {};
    for (let round = 0; round < (phones > 10_000 ? 1 : rounds); round++) {
      for (const server of servers) {
        // One round of the slow one takes minutes.
        if (server.edits(phones) === 0 || (server.name === 'YAML' && round > 0)) continue;
        const figures = await measure(server, documents, phones);
        const best = (least[server.name] ??= figures);
        for (const [key, value] of Object.entries(figures)) {
          if (value !== undefined) best[key] = Math.min(best[key] ?? value, value);
        }
      }
    }
    print(phones, documents, least);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure({ name, document: kind, args, edits }, documents, phones) {
  const client = new Client({ command: process.execPath, args });
  try {
    const { uri, languageId, text, lines } = documents[kind];
    const figures = { initialize: await client.initialize(documents.folderUri) };
    const start = performance.now();
    const opened = await client.findingsAfter('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    figures.open = opened.time;
    let { resultId } = opened;
    figures.first = opened.count;
    figures.all = opened.time;
    if (name === 'ours') {
      // It may answer a part at first; its status is known when the rest is.
      await client.request('asteriskConf/status', { uri });
      const { answer } = await client.findings(uri, resultId);
      figures.all = performance.now() - start;
      resultId = answer.resultId;
    }
    const times = [];
    for (const [i, place] of placesIn({ lines }, edits(phones)).entries()) {
      const contentChanges = [{ range: { start: place, end: place }, text: 'x' }];
      const found = await client.findingsAfter(
        'textDocument/didChange',
        { textDocument: { uri, version: i + 2 }, contentChanges },
        resultId,
      );
      times.push(found.time);
      resultId = found.resultId;
    }
    figures.edit = percentile(times, 0.5);
    figures.editHigh = percentile(times, 0.99);
    await ask(client, figures, { uri, lines });
    figures.memory = client.memory();
    return figures;
  } finally {
    client.stop();
  }
}

/** The features a server says it has; each asked at several places of the file. */
async function ask(client, figures, { uri, lines }) {
  const can = client.capabilities;
  const textDocument = { uri };
  const at = async (method, count, params) => {
    const times = [];
    for (const place of placesIn({ lines }, count)) {
      times.push((await client.request(method, { textDocument, ...params(place) })).time);
    }
    return times;
  };
  const nameOf = ({ line }) => ({ position: { line, character: /[a-z]/.exec(lines[line])?.index ?? 0 } });
  if (can.hoverProvider) {
    const times = await at('textDocument/hover', 100, nameOf);
    figures.hover = percentile(times, 0.5);
    figures.hoverHigh = percentile(times, 0.99);
  }
  if (can.completionProvider) {
    const times = await at('textDocument/completion', 100, nameOf);
    figures.completion = percentile(times, 0.5);
    figures.completionHigh = percentile(times, 0.99);
  }
  if (can.documentSymbolProvider) {
    figures.symbols = Math.min(...(await at('textDocument/documentSymbol', 3, () => ({}))));
  }
  if (can.semanticTokensProvider?.full) {
    figures.tokens = Math.min(...(await at('textDocument/semanticTokens/full', 3, () => ({}))));
  }
  if (can.codeActionProvider) {
    const range = ({ line }) => ({
      range: { start: { line, character: 0 }, end: { line, character: lines[line].length } },
      context: { diagnostics: [] },
    });
    figures.actions = percentile(await at('textDocument/codeAction', 20, range), 0.5);
  }
}

function print(phones, { conf, json }, least) {
  const megabytes = ({ text }) => `${(text.length / 1e6).toFixed(1)} MB`;
  console.log(
    `\n### ${phones} phones: ${conf.lines.length - 1} lines, ${megabytes(conf)}, as JSON ${megabytes(json)}\n`,
  );
  const names = Object.keys(least);
  const others = names.filter((name) => name !== 'ours');
  console.log(`| | ${[...names, ...others.map((name) => `ours to ${name}`)].join(' | ')} |`);
  console.log(`| --- |${' ---: |'.repeat(names.length + others.length)}`);
  for (const [label, key, unit] of rows) {
    const cells = names.map((name) => shown(least[name][key], unit));
    const ratios = others.map((name) => {
      const [own, other] = [least.ours?.[key], least[name][key]];
      return own === undefined || other === undefined || unit === '' ? '' : (own / other).toFixed(2);
    });
    console.log(`| ${[label, ...cells, ...ratios].join(' | ')} |`);
  }
}

function shown(value, unit) {
  if (value === undefined) return '';
  return unit === '' ? String(value) : `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
}

/** The least value that `part` of the list is at most: the nearest-rank method. */
function percentile(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}
