/** Runs the grammar in the engine VS Code uses: vscode-textmate on the regular expressions of Oniguruma. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import onigurumaModule from 'vscode-oniguruma';
import textmateModule from 'vscode-textmate';
import type { IGrammar } from 'vscode-textmate';
import manifest from '../../package.json' with { type: 'json' };

/** A stretch of one line with its scopes, the outermost first. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** The tokens of each line of a text. */
export type Tokenize = (text: string) => readonly (readonly Token[])[];

const wasmPath = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
const grammarPath = fileURLToPath(new URL('../../syntaxes/asterisk-conf.tmLanguage.json', import.meta.url));

let wasmLoaded: Promise<void> | undefined;

/** The colour of each character of one line, as the theme writes it but in lower case. */
export type Colourist = (line: string) => readonly string[];

/** The grammar, ready to use. */
export interface LoadedGrammar {
  readonly tokenize: Tokenize;
  /** Colours with these rules; later rules win over earlier ones of the same weight. */
  readonly colourist: (
    foreground: string,
    rules: readonly { readonly scope: string; readonly foreground: string }[],
  ) => Colourist;
  /** What the editor takes each character of a line for, with the manifest's `tokenTypes`. */
  readonly tokenTypes: (line: string) => readonly TokenType[];
}

/** Suggestions while typing and matching of brackets happen only in `other`. */
export type TokenType = 'other' | 'comment' | 'string';

/** Loads what `test/grammar` asks most often. */
export async function loadTokenizer(): Promise<Tokenize> {
  return (await loadGrammar()).tokenize;
}

/** Loads the grammar into an engine of its own. */
export async function loadGrammar(): Promise<LoadedGrammar> {
  wasmLoaded ??= onigurumaModule.loadWASM(readFileSync(wasmPath).buffer);
  await wasmLoaded;
  const registry = new textmateModule.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new onigurumaModule.OnigScanner(patterns),
      createOnigString: (text) => new onigurumaModule.OnigString(text),
    }),
    loadGrammar: (scopeName) =>
      Promise.resolve(
        scopeName === 'source.asterisk-conf'
          ? textmateModule.parseRawGrammar(readFileSync(grammarPath, 'utf8'), grammarPath)
          : undefined,
      ),
  });
  const types = manifest.contributes.grammars[0]?.tokenTypes ?? {};
  const grammar = await registry.loadGrammarWithConfiguration('source.asterisk-conf', 1, {
    tokenTypes: Object.fromEntries(
      Object.entries(types).map(([selector, type]) => [selector, tokenTypeNames.indexOf(type as TokenType)]),
    ),
  });
  if (grammar === null) throw new Error('the grammar does not load');
  return {
    tokenize: (text) => tokenizeWith(grammar, text),
    tokenTypes: (line) => eachCharacter(grammar, line, (data) => tokenTypeNames[(data >>> 8) & 3] ?? 'other'),
    colourist: (foreground, rules) => (line) => {
      registry.setTheme({
        settings: [
          { settings: { foreground, background: '#000000' } },
          ...rules.map((rule) => ({ scope: rule.scope, settings: { foreground: rule.foreground } })),
        ],
      });
      const map = registry.getColorMap();
      return eachCharacter(grammar, line, (data) => (map[(data >>> 15) & 0x1ff] ?? '').toLowerCase());
    },
  };
}

/** In the order of vscode-textmate's StandardTokenType. */
const tokenTypeNames: readonly TokenType[] = ['other', 'comment', 'string'];

/** What one character's metadata says, for each character. Layout: vscode-textmate, encodedTokenAttributes.ts. */
function eachCharacter<T>(grammar: IGrammar, line: string, read: (metadata: number) => T): T[] {
  const { tokens } = grammar.tokenizeLine2(line, textmateModule.INITIAL);
  const found: T[] = [];
  for (let i = 0; i < tokens.length; i += 2) {
    const end = tokens[i + 2] ?? line.length;
    const value = read(tokens[i + 1] ?? 0);
    while (found.length < end) found.push(value);
  }
  return found;
}

function tokenizeWith(grammar: IGrammar, text: string): Token[][] {
  const lines: Token[][] = [];
  let state = textmateModule.INITIAL;
  for (const line of text.split(/\r?\n/)) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    lines.push(
      result.tokens.map((token) => ({
        start: token.startIndex,
        end: Math.min(token.endIndex, line.length),
        scopes: token.scopes,
      })),
    );
  }
  return lines;
}
