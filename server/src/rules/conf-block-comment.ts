import { MAX_COMMENT_DEPTH } from '../syntax/comments.ts';
import { MAX_LINE_BYTES, type Encoding } from '../syntax/lexLine.ts';
import { lineAt, lineText, type LineTable, type SyntaxTree } from '../syntax/tree.ts';
import type { FileRule, Finding } from './rule.ts';

/**
 * Block comments `;-- --;` that do not end where their writer thought (main/config.c, `config_text_file_load`):
 * never closed, closed without being open, or `;--;`, which only opens.
 */
export const confBlockComment: FileRule = {
  id: 'conf-block-comment',
  summary: 'Report block comments that swallow more than they should',
  severity: 'warning',
  scope: 'file',
  files: 'all',
  *check({ workspace, uri }) {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    let open: readonly Mark[] = [];
    const suspects: Mark[] = [];
    for (const line of linesWithMarks(model.tree)) {
      const scan = scanLine(line, open);
      open = scan.open;
      yield* scan.findings;
      suspects.push(...scan.open.filter(({ at, isShort }) => isShort && at >= line.start));
    }
    const [unclosed] = open;
    for (const { at } of suspects) {
      if (at === unclosed?.at) continue;
      yield {
        span: { start: at, end: at + 4 },
        message: '";--;" opens a comment and does not close it: the lines below are commented out',
      };
    }
    if (unclosed === undefined) return;
    yield {
      span: { start: unclosed.at, end: unclosed.at + 3 },
      message:
        'Unclosed block comment: Asterisk ignores everything from here to the end of the file, each ";--" needs its own "--;"',
    };
  },
};

/** A `;--` that is still open. */
interface Mark {
  /** From the start of the file. */
  readonly at: number;
  /** Written as `;--;`. */
  readonly isShort: boolean;
}

interface MarkedLine {
  readonly text: string;
  readonly start: number;
  readonly depth: number;
}

/** The lines that may open or close a block comment; those Asterisk skips for their length do not. */
function* linesWithMarks(tree: SyntaxTree): Generator<MarkedLine> {
  for (const [index, { table }] of tree.chunks.entries()) {
    const base = tree.offsetBases[index] ?? 0;
    for (const line of markedLines(table, tree.encoding)) yield { ...line, start: base + line.start };
  }
}

/** Places count from the start of the table. */
const marksByTable = new WeakMap<LineTable, readonly MarkedLine[]>();

function markedLines(table: LineTable, encoding: Encoding): readonly MarkedLine[] {
  const known = marksByTable.get(table);
  if (known !== undefined) return known;
  const found: MarkedLine[] = [];
  const lineCount = MARK.test(table.text) ? table.starts.length - 1 : 0;
  for (let i = 0; i < lineCount; i++) {
    const raw = lineText(table, i);
    if (!MARK.test(raw)) continue;
    if (raw.length * 3 > MAX_LINE_BYTES && lineAt(table, i, encoding).kind === 'long') continue;
    const nul = raw.indexOf('\0');
    found.push({
      text: nul < 0 ? raw : raw.slice(0, nul),
      start: table.starts[i] ?? 0,
      depth: table.depths[i] ?? 0,
    });
  }
  marksByTable.set(table, found);
  return found;
}

const MARK = /;--(?!-)|--;/;

/** Follows the marks of one line as `removeComments` counts them. */
function scanLine(
  { text, start, depth: depthBefore }: MarkedLine,
  before: readonly Mark[],
): { readonly open: readonly Mark[]; readonly findings: readonly Finding[] } {
  const open = depthBefore > 0 ? [...before] : [];
  const findings: Finding[] = [];
  let depth = depthBefore;
  let scan = 0;
  for (let at = text.indexOf(';'); at >= 0; at = text.indexOf(';', scan)) {
    if (at > scan && text[at - 1] === '\\') scan = at + 1;
    else if (text.startsWith('--', at + 1) && text[at + 3] !== '-') {
      if (depth >= MAX_COMMENT_DEPTH) {
        findings.push(tooDeep(start + at));
        break;
      }
      depth++;
      if (depth > 0) open.push({ at: start + at, isShort: text[at + 3] === ';' });
      scan = at + 3;
    } else if (at >= scan + 2 && text.startsWith('--', at - 2)) {
      if (depth === 0) findings.push(stray(start + at - 2));
      depth--;
      open.pop();
      scan = at + 1;
    } else if (depth === 0) break;
    else scan = at + 1;
  }
  return { open, findings };
}

function stray(at: number): Finding {
  return {
    span: { start: at, end: at + 3 },
    message: 'Unexpected "--;" with no comment open: Asterisk ignores the lines below until the next ";--"',
  };
}

function tooDeep(at: number): Finding {
  return {
    span: { start: at, end: at + 3 },
    message: `Block comments nested more than ${String(MAX_COMMENT_DEPTH)} deep: Asterisk never finishes reading this file`,
    severity: 'error',
  };
}
