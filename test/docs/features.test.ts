// docs/features.md names every method of the protocol and every contribution point, and says the truth about them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as protocol from 'vscode-languageserver-protocol';
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../server/src/lsp/server.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/features.md'), 'utf8');

/**
 * Names of the first column with whether their row says they are done.
 *
 * @throws naming what stands in two rows
 */
function statesIn(title: string): ReadonlyMap<string, boolean> {
  const part = page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const states = new Map<string, boolean>();
  for (const line of part.split('\n').filter((text) => text.startsWith('| '))) {
    const [first = '', state = ''] = line.slice(2).split(' | ');
    let group = '';
    for (const [, name = ''] of first.matchAll(/`([^`]+)`/g)) {
      // `didClose` after `textDocument/didOpen` stands in the same group.
      if (name.includes('/')) group = name.slice(0, name.indexOf('/') + 1);
      const whole = name.includes('/') ? name : group + name;
      if (states.has(whole)) throw new Error(`${whole} stands in two rows of docs/features.md`);
      states.set(whole, !state.startsWith('no:'));
    }
  }
  return states;
}

interface Message {
  readonly method: string;
  readonly capabilities?: { readonly server?: string };
}

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    typeof value.method === 'string' &&
    value.method !== 'method'
  );
}

describe('the table of the protocol', () => {
  const states = statesIn('Language Server Protocol');
  const messages = [
    ...new Map(
      (Object.values(protocol) as readonly unknown[])
        .filter(isMessage)
        .map((message) => [message.method, message]),
    ).values(),
  ];

  test('knows enough methods to compare with', () => {
    expect(messages.length).toBeGreaterThan(80);
  });

  test('names every method', () => {
    expect(messages.map(({ method }) => method).filter((method) => !states.has(method))).toEqual([]);
  });

  test('names no method that there is not', () => {
    const known = new Set(messages.map(({ method }) => method));
    const named = [...states.keys()].filter((name) => name.includes('/'));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  const announced = messages.flatMap(({ method, capabilities: needs }) =>
    needs?.server === undefined ? [] : [{ method, capability: needs.server }],
  );

  test.each(announced)('says of $method what the server announces', ({ method, capability }) => {
    const isAnnounced = Boolean(
      capability
        .split('.')
        .reduce<unknown>(
          (value, name) =>
            typeof value === 'object' && value !== null
              ? (value as Readonly<Record<string, unknown>>)[name]
              : undefined,
          capabilities,
        ),
    );
    // Folders are told at the start and with each change, so nobody asks for them.
    if (method === 'workspace/workspaceFolders') expect(states.get(method)).toBe(false);
    else expect(states.get(method)).toBe(isAnnounced);
  });
});

describe('the table of VS Code', () => {
  const states = statesIn('VS Code');
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly contributes: Readonly<Record<string, unknown>>;
  };

  test('names every contribution point', () => {
    expect(contributionPoints.filter((point) => !states.has(point))).toEqual([]);
  });

  test('says of each whether the manifest has it', () => {
    const used = Object.keys(manifest.contributes).sort();
    const done = [...states].filter(([, isDone]) => isDone).map(([name]) => name);
    expect(done.sort()).toEqual(used);
  });
});

/** Source: https://code.visualstudio.com/api/references/contribution-points, with later ones added. */
const contributionPoints = [
  'authentication',
  'breakpoints',
  'chatParticipants',
  'colors',
  'commands',
  'configuration',
  'configurationDefaults',
  'customEditors',
  'debuggers',
  'grammars',
  'iconThemes',
  'icons',
  'jsonValidation',
  'keybindings',
  'languageModelTools',
  'languages',
  'localizations',
  'mcpServerDefinitionProviders',
  'menus',
  'notebookRenderer',
  'notebooks',
  'problemMatchers',
  'problemPatterns',
  'productIconThemes',
  'resourceLabelFormatters',
  'semanticTokenModifiers',
  'semanticTokenScopes',
  'semanticTokenTypes',
  'snippets',
  'submenus',
  'taskDefinitions',
  'terminal',
  'themes',
  'typescriptServerPlugins',
  'views',
  'viewsContainers',
  'viewsWelcome',
  'walkthroughs',
];
