/** Runs the grammar in the engine VS Code uses: vscode-textmate on the regular expressions of Oniguruma. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import onigurumaModule from 'vscode-oniguruma';
import textmateModule from 'vscode-textmate';
import type { IGrammar } from 'vscode-textmate';

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
}

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
  const grammar = await registry.loadGrammar('source.asterisk-conf');
  if (grammar === null) throw new Error('the grammar does not load');
  return {
    tokenize: (text) => tokenizeWith(grammar, text),
    colourist: (foreground, rules) => (line) => {
      registry.setTheme({
        settings: [
          { settings: { foreground, background: '#000000' } },
          ...rules.map((rule) => ({ scope: rule.scope, settings: { foreground: rule.foreground } })),
        ],
      });
      return coloursOf(grammar, line, registry.getColorMap());
    },
  };
}

function coloursOf(grammar: IGrammar, line: string, map: readonly string[]): string[] {
  const { tokens } = grammar.tokenizeLine2(line, textmateModule.INITIAL);
  const colours: string[] = [];
  for (let i = 0; i < tokens.length; i += 2) {
    const end = tokens[i + 2] ?? line.length;
    // Bits 15 to 23 of a token's metadata are its foreground (vscode-textmate, encodedTokenAttributes.ts).
    const colour = map[((tokens[i + 1] ?? 0) >>> 15) & 0x1ff] ?? '';
    while (colours.length < end) colours.push(colour.toLowerCase());
  }
  return colours;
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
