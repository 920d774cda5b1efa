/** Places in any file the server knows, as the protocol writes them. */
import type { Location, LocationLink } from 'vscode-languageserver';
import type { Target } from '../../features/navigation/definition.ts';
import type { Span } from '../../text/span.ts';
import type { Session } from '../session.ts';
import { toLspRange } from '../toLsp.ts';

/** The client's own spelling where it has the file open. */
export function clientUriOf({ documents }: Session, uri: string): string {
  return documents.get(uri)?.clientUri ?? uri;
}

/** Nothing for a file that is gone meanwhile. */
export function toLocations(session: Session, places: readonly { uri: string; span: Span }[]): Location[] {
  return places.flatMap(({ uri, span }) => {
    const tree = session.workspace.files.get(uri)?.tree;
    return tree === undefined ? [] : [{ uri: clientUriOf(session, uri), range: toLspRange(tree, span) }];
  });
}

/** The same with the whole section each place lies in; `fromUri` is the file asked about. */
export function toLinks(session: Session, fromUri: string, targets: readonly Target[]): LocationLink[] {
  const { files } = session.workspace;
  return targets.flatMap(({ from, uri, whole, name }) => {
    const source = files.get(fromUri)?.tree;
    const tree = files.get(uri)?.tree;
    if (source === undefined || tree === undefined) return [];
    return [
      {
        originSelectionRange: toLspRange(source, from),
        targetUri: clientUriOf(session, uri),
        targetRange: toLspRange(tree, whole),
        targetSelectionRange: toLspRange(tree, name),
      },
    ];
  });
}
