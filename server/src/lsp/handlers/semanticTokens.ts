/** `textDocument/semanticTokens`, whole files, ranges and what changed. */
import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type SemanticTokens,
  type SemanticTokensDelta,
} from 'vscode-languageserver';
import { encodeTokens, tokenEdits } from '../../features/semanticTokens/encode.ts';
import { tokenModifiers, tokenTypes } from '../../features/semanticTokens/legend.ts';
import {
  semanticTokenSteps,
  type LineRange,
  type TokenSheet,
} from '../../features/semanticTokens/semanticTokens.ts';
import { safely } from '../safely.ts';
import { inSlices } from '../slices.ts';
import type { Handler, Rim } from './handler.ts';

const empty: SemanticTokens = { data: [] };

export const semanticTokensHandler: Handler = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: { delta: true },
      range: true,
    },
  },
  listen: (rim) => {
    const { connection, log } = rim;
    const answers = new Answers(rim);
    connection.languages.semanticTokens.on(
      safely(
        log,
        'semanticTokens/full',
        empty,
        ({ textDocument }: { textDocument: { uri: string } }, token) => answers.full(textDocument.uri, token),
      ),
    );
    connection.languages.semanticTokens.onDelta(
      safely<
        { textDocument: { uri: string }; previousResultId: string },
        SemanticTokens | SemanticTokensDelta
      >(log, 'semanticTokens/delta', empty, ({ textDocument, previousResultId }, token) =>
        answers.delta(textDocument.uri, previousResultId, token),
      ),
    );
    connection.languages.semanticTokens.onRange(
      safely(log, 'semanticTokens/range', empty, async ({ textDocument, range }, token) => {
        const lines = { from: range.start.line, to: range.end.line };
        const sheet = await answers.sheet(textDocument.uri, token, lines);
        return sheet === undefined ? empty : { data: encodeTokens(sheet, lines.from, lines.to) };
      }),
    );
  },
};

/** The last answer for each open file. */
class Answers {
  readonly #rim: Rim;
  readonly #last = new Map<string, { readonly id: string; readonly sheet: TokenSheet }>();
  #count = 0;

  constructor(rim: Rim) {
    this.#rim = rim;
  }

  async full(uri: string, token: CancellationToken): Promise<SemanticTokens> {
    const sheet = await this.sheet(uri, token);
    if (sheet === undefined) return empty;
    return { resultId: this.#keep(uri, sheet), data: encodeTokens(sheet) };
  }

  async delta(
    uri: string,
    previous: string,
    token: CancellationToken,
  ): Promise<SemanticTokens | SemanticTokensDelta> {
    const sheet = await this.sheet(uri, token);
    const last = this.#last.get(uri);
    if (sheet === undefined) return empty;
    const resultId = this.#keep(uri, sheet);
    if (last?.id !== previous) return { resultId, data: encodeTokens(sheet) };
    return {
      resultId,
      edits: tokenEdits(last.sheet, sheet).map((edit) => ({ ...edit, data: [...edit.data] })),
    };
  }

  /** @throws when nobody waits any more, or the document was changed meanwhile: the editor then asks again */
  async sheet(uri: string, token: CancellationToken, lines?: LineRange): Promise<TokenSheet | undefined> {
    const { session, checked } = this.#rim;
    const document = await checked(uri);
    if (document === undefined) return undefined;
    const { asteriskVersion } = session.settingsFor(document.uri).lint;
    const steps = semanticTokenSteps(session.workspace, document.uri, asteriskVersion, lines);
    const isOver = (): boolean =>
      token.isCancellationRequested || session.documents.get(uri)?.version !== document.version;
    const sheet = await inSlices(steps, isOver);
    if (sheet === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, 'the file was changed');
    return sheet;
  }

  #keep(uri: string, sheet: TokenSheet): string {
    const { documents } = this.#rim.session;
    for (const known of this.#last.keys()) if (documents.get(known) === undefined) this.#last.delete(known);
    const id = String(++this.#count);
    this.#last.set(uri, { id, sheet });
    return id;
  }
}
