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

const grammarPath = fileURLToPath(new URL('../../syntaxes/asterisk-conf.tmLanguage.json', import.meta.url));

/** Loads the grammar once. Every regular expression in it is compiled, so that a wrong one fails here. */
export async function loadTokenizer(): Promise<Tokenize> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await onigurumaModule.loadWASM(new Uint8Array(wasm).buffer);
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
  return (text) => tokenizeWith(grammar, text);
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
