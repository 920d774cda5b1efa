/** One way into the rules for all tests: files as text in, findings out. */
import { fileModel } from '../../server/src/model/fileModel.ts';
import { fixesFor, type OfferedFix } from '../../server/src/rules/fixes.ts';
import type { LintSettings } from '../../server/src/rules/rule.ts';
import { lint, type Diagnostic } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import {
  emptyWorkspace,
  missing,
  withAbsent,
  withFile,
  withListing,
  withWanted,
  type Workspace,
} from '../../server/src/workspace/workspace.ts';
import { matchesGlob } from '../../server/src/text/glob.ts';
import { pathOf } from '../../server/src/text/uri.ts';

export const FOLDER = 'file:///etc/asterisk/';

/** A snapshot of files by name, relative to `/etc/asterisk`; everything they include that is not given is absent. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const texts = new Map(Object.entries(files).map(([name, text]) => [FOLDER + name, text]));
  let workspace = emptyWorkspace();
  for (const [uri, text] of texts) {
    workspace = withFile(workspace, uri, fileModel(parse(text)));
  }
  workspace = withWanted(workspace, texts.keys());
  for (let round = 0; round < 20; round++) {
    const wanted = missing(workspace);
    if (wanted.length === 0) break;
    for (const item of wanted) {
      workspace =
        item.kind === 'glob'
          ? withListing(
              workspace,
              item.uri,
              [...texts.keys()].filter((uri) => matchesGlob(pathOf(item.uri), pathOf(uri))).sort(),
            )
          : withAbsent(workspace, item.uri, isFolder(texts, item.uri) ? 'not-regular' : 'missing');
    }
  }
  return workspace;
}

function isFolder(texts: ReadonlyMap<string, string>, uri: string): boolean {
  return [...texts.keys()].some((file) => file.startsWith(`${uri}/`));
}

/** Findings of one file given as text (named `name`), or of the file `name` among several. */
export function lintText(
  files: string | Readonly<Record<string, string>>,
  name = 'sip.conf',
  settings: Partial<LintSettings> = {},
): readonly Diagnostic[] {
  const workspace = workspaceOf(typeof files === 'string' ? { [name]: files } : files);
  return lint(workspace, FOLDER + name, { ...defaultLintSettings, ...settings });
}

/** `rule@text` of each finding: the rule and the text under it. */
export function found(
  text: string,
  name = 'sip.conf',
  settings: Partial<LintSettings> = {},
): readonly string[] {
  return lintText(text, name, settings).map(
    ({ rule, span }) => `${rule}@${text.slice(span.start, span.end)}`,
  );
}

/** All fixes offered for the findings of `rule` in the text. */
export function fixesOf(
  text: string,
  rule: string,
  name = 'sip.conf',
  settings: Partial<LintSettings> = {},
): readonly OfferedFix[] {
  const workspace = workspaceOf({ [name]: text });
  const whole = { start: 0, end: text.length };
  return fixesFor(workspace, FOLDER + name, { ...defaultLintSettings, ...settings }, whole, new Set([rule]));
}

/** The text after one fix, secrets drawn from a counter. */
export function applyFix(text: string, fix: OfferedFix): string {
  let counter = 0;
  return applyEdits(
    text,
    fix.edits((below) => (counter += 7) % below),
  );
}
