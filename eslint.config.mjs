// What the code may look like, as far as a machine can tell. Warnings count as failures (see `npm run lint`).
import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import * as regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const nodeModules = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** The core runs in a browser worker too, so only these places may know that Node exists. */
const nodeAllowed = [
  'server/src/host/node.ts',
  'server/src/cli/**',
  'server/src/server.node.ts',
  'client/src/extension.node.ts',
  'test/**',
  'scripts/**',
  'bench/**',
  '*.config.{mjs,mts}',
];

/** Places that wait for something; everything else is synchronous. A test checks the same. */
const asyncAllowed = [
  'server/src/host/**',
  'server/src/lsp/**',
  'server/src/cli/**',
  'server/src/server.*.ts',
  'client/**',
  'test/**',
  'scripts/**',
  'bench/**',
];

export default defineConfig(
  globalIgnores([
    'dist/',
    'out/',
    'coverage/',
    'action/',
    '.vscode-host/',
    '.vscode-test/',
    '.vscode-test-web/',
    'test/host/node_modules/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  regexp.configs.recommended,
  {
    files: ['**/*.{mjs,mts,ts}'],
    rules: {
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
      'no-else-return': ['error', { allowElseIf: false }],
      'no-useless-rename': 'error',
      'no-useless-return': 'error',
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'off',
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      // Alphabets are a subject here: written out they say more.
      'regexp/prefer-w': 'off',
      'regexp/use-ignore-case': 'off',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
    },
  },
  {
    // A value is as long as its author likes: no expression of ours may take more than linear time for it.
    files: ['server/**', 'client/**'],
    rules: { 'regexp/no-super-linear-move': ['error', { report: 'potential' }] },
  },
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/strict-boolean-expressions': [
        'error',
        { allowNullableBoolean: true, allowString: true, allowNumber: true, allowNullableString: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Use a module.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
        {
          selector:
            ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"])[accessibility="private"]',
          message: 'Use a #private name.',
        },
      ],
    },
  },
  {
    files: ['client/src/**/*.ts', 'server/src/**/*.ts'],
    ignores: nodeAllowed,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: nodeModules.map((name) => ({
            name,
            message: 'This code also runs in a browser worker. Ask the host instead.',
          })),
        },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname', '__filename', 'global'],
    },
  },
  {
    files: ['client/src/**/*.ts', 'server/src/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: asyncAllowed,
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Use a module.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
        { selector: ':function[async=true]', message: 'Only the rim waits: host, lsp, cli and the client.' },
      ],
    },
  },
  {
    // Vitest and Vite want the configuration as the default export.
    files: ['*.config.mts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
