/** The files that `#include` lines name, as links. Only files that are there and were read. */
import { shift, type Span } from '../../text/span.ts';
import { basename } from '../../text/uri.ts';
import { includesOf } from '../../workspace/includes.ts';
import { configDirectoryOf, type Workspace } from '../../workspace/workspace.ts';

/** One link. */
export interface IncludeLink {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/** Files named in the tooltip of a pattern. */
const MAX_NAMES = 20;

/** A link for each include that finds a file; a pattern links to its first file and lists all of them. */
export function documentLink(workspace: Workspace, uri: string): readonly IncludeLink[] {
  const links: IncludeLink[] = [];
  for (const { directive, files } of includesOf(workspace, uri, configDirectoryOf(workspace, uri))) {
    const [first] = files;
    if (first === undefined) continue;
    links.push({
      span: shift(directive.line.argumentSpan, directive.start),
      target: first,
      tooltip: files.length === 1 ? `Open ${basename(first)}` : listed(files),
    });
  }
  return links;
}

function listed(files: readonly string[]): string {
  const names = files.slice(0, MAX_NAMES).map(basename);
  const more = files.length > names.length ? ` and ${String(files.length - names.length)} more` : '';
  return `${String(files.length)} files: ${names.join(', ')}${more}`;
}
