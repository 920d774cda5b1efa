/** Our own request for what the status item shows. */
import { versionOf } from '../../workspace/version.ts';
import { factsOf } from '../../workspace/workspace.ts';
import type { OpenDocument } from '../documents.ts';
import { statusRequest, type FileParams, type FileStatus } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler, Rim } from './handler.ts';

export const statusHandler: Handler = {
  listen: (rim) => {
    const { connection, log, session, ready } = rim;
    connection.onRequest(
      statusRequest,
      safely<FileParams, FileStatus | null>(log, 'status', null, async ({ uri }) => {
        await ready();
        const document = session.documents.get(uri);
        return document === undefined ? null : statusOf(rim, document);
      }),
    );
  },
};

function statusOf({ session, diagnostics }: Rim, document: OpenDocument): FileStatus {
  const { kind, isCertain, generator } = factsOf(session.workspace, document.uri);
  const { counts, hidden, limit } = diagnostics.report(document);
  const { asteriskVersion } = session.settingsFor(document.uri).lint;
  const version = versionOf(session.workspace, document.uri, asteriskVersion);
  return {
    ...(kind === undefined ? {} : { kind }),
    isUncertain: !isCertain,
    version: version.number,
    versionFrom: version.from,
    errors: counts.error,
    warnings: counts.warning,
    informations: counts.information,
    hints: counts.hint,
    hidden,
    limit,
    files: session.workspace.files.size,
    ...(generator === undefined ? {} : { generator }),
  };
}
