// Who may import whom, read from the sources. The order downwards is what keeps the core pure and the browser honest.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

const core = [
  'text',
  'syntax',
  'register',
  'secrets',
  'catalogue',
  'model',
  'dialplan',
  'vicidial',
  'workspace',
];

/** What the files of each folder may import, beside their own folder. `server-entry` are the two files in server/src. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  register: ['text'],
  secrets: ['text'],
  catalogue: ['text'],
  model: ['text', 'syntax'],
  dialplan: ['text', 'syntax', 'model'],
  vicidial: ['text', 'syntax', 'model', 'secrets'],
  workspace: core,
  rules: core,
  features: [...core, 'rules', 'protocol-types'],
  host: ['text'],
  lsp: [...core, 'rules', 'features', 'host', 'language-server'],
  // The manifest is read for its version only.
  cli: [...core, 'rules', 'host', 'node', 'package.json'],
  'server-entry': ['lsp', 'host', 'language-server', 'node'],
  client: ['language-client', 'vscode', 'lsp/protocol.ts', 'node'],
};

/** Packages by the name the table uses. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'protocol-types': ['vscode-languageserver-types', 'vscode-languageserver-protocol'],
  'language-server': [
    'vscode-languageserver',
    'vscode-languageserver-protocol',
    'vscode-languageserver-textdocument',
    'vscode-languageserver-types',
  ],
  'language-client': ['vscode-languageclient'],
  vscode: ['vscode'],
};

/** The only files that may know that Node exists. */
const nodeAllowed =
  /^(?:server\/src\/(?:host\/node\.ts|server\.node\.ts|cli\/.*)|client\/src\/extension\.node\.ts)$/;

/** The only places that wait for anything. */
const asyncAllowed = /^(?:server\/src\/(?:host|lsp|cli)\/|server\/src\/server\.\w+\.ts$|client\/src\/)/;

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

interface Source {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  /** Folder by the table: `rules`, `client`, `server-entry`; files of deeper folders count to the outermost. */
  readonly layer: string;
  readonly imports: readonly Import[];
  readonly hasAsync: boolean;
}

const sources = ['server/src', 'client/src'].flatMap(filesBelow).map(readSource);

describe('imports', () => {
  test('there is something to look at', () => {
    expect(sources.length).toBeGreaterThan(5);
  });

  test('every folder is in the table', () => {
    const strangers = sources.filter((source) => !(source.layer in mayImport)).map((source) => source.file);
    expect(strangers).toEqual([]);
  });

  test('go downwards only', () => {
    expect(violations(forbiddenLayer)).toEqual([]);
  });

  test('reach Node only at the rim', () => {
    const isNode = (specifier: string): boolean =>
      specifier.startsWith('node:') || builtinModules.includes(specifier);
    expect(
      violations((source, { specifier }) => isNode(specifier) && !nodeAllowed.test(source.file)),
    ).toEqual([]);
  });

  test('of the protocol in features are types only', () => {
    expect(
      violations(
        (source, imported) =>
          source.layer === 'features' && !imported.specifier.startsWith('.') && !imported.isTypeOnly,
      ),
    ).toEqual([]);
  });

  test('of catalogue data reach the option types and its own parts only', () => {
    expect(
      violations((source, { specifier }) => {
        const target = resolved(source.file, specifier);
        const ownParts = source.file.replace(/\.ts$/, '/');
        return (
          isCatalogueData(source.file) &&
          target !== 'server/src/catalogue/option.ts' &&
          !target.startsWith(ownParts)
        );
      }),
    ).toEqual([]);
  });

  test('of a rule never reach another rule', () => {
    const rules = new Set(ruleFiles());
    expect(
      violations(
        (source, { specifier }) => rules.has(source.file) && rules.has(resolved(source.file, specifier)),
      ),
    ).toEqual([]);
  });

  test('name the file with its ending', () => {
    expect(
      violations(
        (source, { specifier }) =>
          specifier.startsWith('.') && !existsSync(path.join(root, resolved(source.file, specifier))),
      ),
    ).toEqual([]);
  });
});

describe('sources', () => {
  test('only the rim waits', () => {
    const waiting = sources.filter((source) => source.hasAsync && !asyncAllowed.test(source.file));
    expect(waiting.map((source) => source.file)).toEqual([]);
  });

  test('nothing lies loose in server/src but the two entries', () => {
    const loose = readdirSync(path.join(root, 'server/src'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
    expect(loose.sort()).toEqual(['server.browser.ts', 'server.node.ts']);
  });
});

describe('rules', () => {
  const registry = readFileSync(path.join(root, 'server/src/rules/index.ts'), 'utf8');
  const ids = ruleFiles().map((file) => path.posix.basename(file, '.ts'));

  test('there are some', () => {
    expect(ids.length).toBeGreaterThan(0);
  });

  test.each(ids)('%s is in the registry and has a page', (id) => {
    expect(registry).toContain(`./${id}.ts'`);
    expect(existsSync(path.join(root, `docs/rules/${id}.md`))).toBe(true);
  });

  test('every id is in the changelog', () => {
    const changes = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
    expect(knownRuleIds().filter((id) => !changes.includes(`\`${id}\``))).toEqual([]);
  });

  test('every page belongs to a rule', () => {
    const known = new Set(knownRuleIds());
    const pages = readdirSync(path.join(root, 'docs/rules')).filter((name) => name !== 'README.md');
    expect(pages.filter((name) => !known.has(name.replace(/\.md$/, '')))).toEqual([]);
  });

  test('every id has a page', () => {
    expect(knownRuleIds().filter((id) => !existsSync(path.join(root, `docs/rules/${id}.md`)))).toEqual([]);
  });
});

function violations(isForbidden: (source: Source, imported: Import) => boolean): readonly string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((imported) => isForbidden(source, imported))
      .map((imported) => `${source.file} imports ${imported.specifier}`),
  );
}

function forbiddenLayer(source: Source, { specifier }: Import): boolean {
  const allowed = mayImport[source.layer] ?? [];
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
      return !allowed.includes('node') && source.layer !== 'host';
    }
    const name = packageOf(specifier);
    return !allowed.some((entry) => packages[entry]?.includes(name));
  }
  const target = resolved(source.file, specifier);
  const layer = layerOf(target);
  return (
    layer !== source.layer && !allowed.includes(layer) && !allowed.includes(target.replace('server/src/', ''))
  );
}

/** `vscode-languageserver/node.js` belongs to `vscode-languageserver`. */
function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function resolved(file: string, specifier: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
}

function layerOf(file: string): string {
  if (file.startsWith('client/')) return 'client';
  const [, , layer = '', ...rest] = file.split('/');
  return rest.length === 0 ? 'server-entry' : layer;
}

/** Files of the catalogue that hold facts about one conf file: everything but the types and the functions. */
function isCatalogueData(file: string): boolean {
  if (!file.startsWith('server/src/catalogue/')) return false;
  return /\bsatisfies\b/.test(readFileSync(path.join(root, file), 'utf8')) && !file.endsWith('/lookup.ts');
}

/** Files that hold one rule each: those directly in `rules` whose name is an id. */
function ruleFiles(): readonly string[] {
  return sources
    .map((source) => source.file)
    .filter((file) => /^server\/src\/rules\/[a-z]+(?:-[a-z0-9]+)+\.ts$/.test(file));
}

/** Every id in the sources of the rules, those found by the engine itself included. */
function knownRuleIds(): readonly string[] {
  const text = sources
    .filter((source) => source.layer === 'rules')
    .map((source) => readFileSync(path.join(root, source.file), 'utf8'))
    .join('\n');
  return [...new Set([...text.matchAll(/^\s*id: '([a-z0-9-]+)',$/gm)].map((match) => match[1] ?? ''))];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

function readSource(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext);
  const imports: Import[] = [];
  let hasAsync = false;
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const isTypeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      imports.push({ specifier: node.moduleSpecifier.text, isTypeOnly });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      imports.push({ specifier: node.moduleSpecifier.text, isTypeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      imports.push({
        specifier: argument && ts.isStringLiteral(argument) ? argument.text : '(computed)',
        isTypeOnly: false,
      });
    } else if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) {
      hasAsync = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { file, layer: layerOf(file), imports, hasAsync };
}
