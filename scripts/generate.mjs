// Writes what follows from the sources: the rule tables, the settings table and parts of the manifest.
//
//   node scripts/generate.mjs            write
//   node scripts/generate.mjs --check    only say what is stale (exit 1 if anything is)
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { bundleAction } from './build.mjs';
import { newestVersion } from './changelog.mjs';
import { hookFiles, languages } from './generate-languages.mjs';
import { projectFileSchema } from './generate-schema.mjs';
import { root } from './paths.mjs';

const check = process.argv.includes('--check');
const rules = await loadRules();

// In this order: the tables of the readme are made from the manifest.
const stale = [
  ...versions(),
  ...(await languages(check)),
  ...ruleSettings(),
  ...settingsTable(),
  ...ruleTables(),
  ...put('schemas/asterisk-conf.schema.json', projectFileSchema(rules)),
  ...(await preCommitHook()),
  ...(await action()),
];
for (const file of new Set(stale)) {
  console.log(check ? `${file} is stale, run: npm run generate` : `wrote ${file}`);
}
if (check && stale.length > 0) process.exitCode = 1;

/** The registry, bundled because Node 20 reads no TypeScript. */
async function loadRules() {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'server/src/rules/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    logLevel: 'warning',
  });
  const [output] = outputFiles;
  const { allRules } = await import(
    `data:text/javascript;base64,${Buffer.from(output.contents).toString('base64')}`
  );
  return [...allRules].sort((one, other) => one.id.localeCompare(other.id));
}

/** The version of the changelog, into the manifest and the lock file. */
function versions() {
  const version = newestVersion(read('CHANGELOG.md'));
  if (version === undefined) return [];
  return ['package.json', 'package-lock.json'].flatMap((file) => {
    const json = JSON.parse(read(file));
    json.version = version;
    if (json.packages?.['']) json.packages[''].version = version;
    return put(file, `${JSON.stringify(json, undefined, 2)}\n`);
  });
}

/** One entry for each rule in the schema of the setting `asteriskConf.rules`, so that its ids complete. */
function ruleSettings() {
  const manifest = JSON.parse(read('package.json'));
  const setting = configuration(manifest)['asteriskConf.rules'];
  if (setting === undefined) return [];
  const words = ['error', 'warning', 'information', 'hint', 'off', 'default'];
  setting.properties = Object.fromEntries(
    rules.map(({ id, summary }) => [id, { type: 'string', enum: words, description: summary }]),
  );
  return put('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function settingsTable() {
  const rows = Object.entries(configuration(JSON.parse(read('package.json')))).map(
    ([name, { description, markdownDescription, default: standard }]) => [
      `\`${name}\``,
      standard === undefined || standard === '' || typeof standard === 'object' ? '' : `\`${standard}\``,
      firstSentences(markdownDescription ?? description ?? ''),
    ],
  );
  return putBetween('README.md', 'settings', table(['setting', 'default', 'what it does'], rows));
}

function ruleTables() {
  const rows = (folder) =>
    rules.map(({ id, severity, fix, summary }) => [
      `[\`${id}\`](${folder}${id}.md)`,
      severity,
      fix === undefined ? '' : 'yes',
      summary,
    ]);
  const head = ['rule', 'level', 'fix', 'what it finds'];
  return [
    ...putBetween('README.md', 'rules', table(head, rows('docs/rules/'))),
    ...put(
      'docs/rules/README.md',
      `# Rules\n\nEvery rule has a page of its own.\nThis table is made by \`npm run generate\`.\n\n${table(head, rows(''))}\n`,
    ),
  ];
}

/** The hook of pre-commit, which needs to be told which files are ours before our code runs. */
async function preCommitHook() {
  const lines = [
    '# Made by `npm run generate`.',
    '- id: asterisk-conf',
    '  name: Asterisk Conf',
    '  description: Finds weak secrets, broken register lines and lines Asterisk refuses or skips.',
    '  entry: action/asterisk-conf.cjs check',
    '  language: script',
    `  files: '${await hookFiles()}'`,
    '',
  ];
  return put('.pre-commit-hooks.yaml', lines.join('\n'));
}

/** The one built file in git: the GitHub action and the hook run it without an install step. */
async function action() {
  const stale = put('action/asterisk-conf.cjs', await bundleAction());
  if (!check) fs.chmodSync(path.join(root, 'action/asterisk-conf.cjs'), 0o755);
  return stale;
}

/** All settings by name; the manifest may have them in one group or in several. */
function configuration(manifest) {
  const groups = [manifest.contributes?.configuration ?? []].flat();
  return Object.assign({}, ...groups.map(({ properties }) => properties));
}

function firstSentences(text) {
  return text.split('\n\n')[0];
}

function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Replaces what stands between the two marks `name` of a file. */
function putBetween(file, name, content) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const text = read(file);
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no marks ${start} and ${end}`);
  return put(file, `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`);
}

/** Writes a file unless it is the same already. Answers with its name when it was not. */
function put(file, content) {
  if (fs.existsSync(path.join(root, file)) && read(file) === content) return [];
  if (!check) fs.writeFileSync(path.join(root, file), content);
  return [file];
}

function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8');
}
