// What the manifest promises: names that are public, pinned packages, and a description for everything it offers.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { newestVersion } from '../../scripts/changelog.mjs';

const root = path.resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly main: string;
  readonly browser: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly extensionKind: readonly string[];
  readonly capabilities: unknown;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands?: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
    }[];
    readonly configuration?: Group | readonly Group[];
    readonly languages?: readonly { readonly id: string; readonly configuration?: string }[];
    readonly grammars?: readonly { readonly scopeName: string; readonly path: string }[];
    readonly walkthroughs?: readonly { readonly steps: readonly Step[] }[];
  };
}

interface Step {
  readonly description: string;
  readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
}

interface Group {
  readonly properties: Readonly<Record<string, Setting>>;
}

interface Setting {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
}

const manifest = readJson('package.json') as Manifest;

describe('the version', () => {
  test.each([
    ['# Changelog\n\n## Unreleased\n\n- Added: x\n', undefined],
    ['## Unreleased\n\n## 1.10.0 (2026-12-01)\n\n## 1.9.0\n', '1.10.0'],
    ['## Unreleased\n\n### 9.9.9\n\n## 0.2.0\n', '0.2.0'],
  ])('is the newest one of the changelog', (changelog, version) => {
    expect(newestVersion(changelog)).toBe(version);
  });

  test('of the manifest is that one', () => {
    const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
    const { version } = readJson('package.json') as { version: string };
    expect(version).toBe(newestVersion(changelog) ?? version);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(changelog).toMatch(/^## Unreleased$/m);
  });
});

describe('the manifest', () => {
  test('has the public names', () => {
    expect(manifest.name).toBe('asterisk-conf');
    expect(manifest.publisher).toBe('asterisk-conf');
    expect(manifest.bin).toEqual({
      'asterisk-conf': 'dist/cli.cjs',
      'asterisk-conf-language-server': 'dist/server.node.cjs',
    });
    expect(manifest.contributes.languages?.map(({ id }) => id)).toEqual(['asterisk-conf']);
    expect(manifest.contributes.grammars?.map(({ scopeName }) => scopeName)).toEqual([
      'source.asterisk-conf',
    ]);
  });

  test('has entries a web extension host can load', () => {
    // It takes no other ending, and a package of type "module" it takes for a kind it cannot load.
    expect(manifest.browser).toMatch(/\.js$/);
    expect(manifest.main).toMatch(/\.cjs$/);
    expect(manifest).not.toHaveProperty('type');
  });

  test('runs where the files are, in folders nobody trusts and in virtual ones', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.capabilities).toEqual({
      untrustedWorkspaces: {
        supported: 'limited',
        description: expect.stringMatching(/outside the open folders/) as string,
        // A path in somebody else's folder settings must not lead the server around.
        restrictedConfigurations: ['asteriskConf.configDirectory'],
      },
      virtualWorkspaces: true,
    });
  });

  test('says which versions it works with', () => {
    expect(manifest.engines).toEqual({ node: '>=20.19', vscode: '^1.91.0' });
    expect(manifest.devDependencies['@types/vscode']).toBe('1.91.0');
  });

  test('bundles every package and pins it', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(loose(manifest.devDependencies)).toEqual([]);
    const host = readJson('test/host/package.json') as Pick<Manifest, 'dependencies'> & {
      readonly optionalDependencies?: Readonly<Record<string, string>>;
    };
    expect(loose({ ...host.dependencies, ...host.optionalDependencies })).toEqual([]);
  });

  test('has the scripts the documents name', () => {
    const named = [
      'start',
      'test',
      'build',
      'check',
      'generate',
      'package',
      'screenshots',
      'test:unit',
      'test:lsp',
    ];
    const inside = ['test:cli', 'test:host', 'test:vsix', 'test:web', 'test:ui', 'test:electron'];
    expect([...named, ...inside].filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  test('points at files that exist', () => {
    const { languages = [], grammars = [] } = manifest.contributes;
    const files = [
      ...languages.map(({ configuration }) => configuration),
      ...grammars.map((grammar) => grammar.path),
    ];
    expect(files.filter((file) => file === undefined || !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe('settings', () => {
  const groups = [manifest.contributes.configuration ?? []].flat();
  const settings = Object.entries(
    Object.assign({}, ...groups.map(({ properties }) => properties)) as Group['properties'],
  );

  test('there are some', () => {
    expect(settings.length).toBeGreaterThan(0);
  });

  test.each(settings)('%s has our prefix, a description and a type', (name, setting) => {
    expect(name).toMatch(/^asteriskConf\.[a-zA-Z.]+$/);
    expect(setting.markdownDescription ?? '').toMatch(/^[A-Z][\s\S]{19}/);
    expect(setting.type ?? setting.enum).toBeDefined();
  });
});

describe('commands', () => {
  const commands = manifest.contributes.commands ?? [];

  test('there are some', () => {
    expect(commands.length).toBeGreaterThan(0);
  });

  test('keep the names people bind keys to', () => {
    const names =
      'checkWorkspace collectRedactedReport copyGeneratedSecret copyPhoneSettings copyReloadCommand copyVicidialApi ' +
      'copyVicidialSql copyVicidialSteps insertRegistration newPhone replaceSecret replaceWeakSecretsInFile restartServer ' +
      'revealSecret rotateWeakSecrets selectVersion showEffectiveSection showOutput toggleHideSecrets toggleLint treatFileAs';
    expect(commands.map(({ command }) => command)).toEqual(
      expect.arrayContaining(names.split(' ').map((name) => `asteriskConf.${name}`)),
    );
  });

  test.each(commands)('$command has our prefix, category and a title', ({ command, title, category }) => {
    expect(command).toMatch(/^asteriskConf\.[a-zA-Z]+$/);
    expect(category).toBe('Asterisk Conf');
    expect(title).toMatch(/^[A-Z]/);
  });
});

describe('the walkthrough', () => {
  const [first] = manifest.contributes.walkthroughs ?? [];
  const commands = new Set(manifest.contributes.commands?.map(({ command }) => command));

  test('has four steps, each with pictures that exist and words for them', () => {
    expect(first?.steps).toHaveLength(4);
    for (const { media } of first?.steps ?? []) {
      const images = Object.values(media.image);
      expect(images.filter((image) => !existsSync(path.join(root, image)))).toEqual([]);
      expect(Object.keys(media.image).sort()).toEqual(['dark', 'hc', 'hcLight', 'light']);
      expect(media.altText.length).toBeGreaterThan(20);
    }
  });

  test('leads to commands that exist, in words without marks that would show', () => {
    const links = (first?.steps ?? []).flatMap(({ description }) =>
      [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => command),
    );
    const ours = links.filter((command) => command.startsWith('asteriskConf.'));
    expect(ours.length).toBeGreaterThan(2);
    expect(ours.filter((command) => !commands.has(command))).toEqual([]);
    expect(first?.steps.filter(({ description }) => description.includes('`'))).toEqual([]);
  });
});

/** Packages whose version is a range. */
function loose(versions: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(versions)
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name]) => name);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}
