/** Our own request for what the status item shows. */
import { versionOf } from '../../workspace/version.ts';
import { factsOf } from '../../workspace/workspace.ts';
import type { Report } from '../diagnostics.ts';
import { statusRequest, type FileParams, type FileStatus } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler, Rim } from './handler.ts';

export const statusHandler: Handler = {
  listen: (rim) => {
    const { connection, log, session, ready } = rim;
    connection.onRequest(
      statusRequest,
      safely<FileParams, FileStatus | null>(log, 'status', null, async ({ uri }, token) => {
        await ready();
        if (session.documents.get(uri) === undefined) return null;
        const report = await rim.diagnostics.reportInSlices(uri, () => token.isCancellationRequested);
        return report === undefined ? null : statusOf(rim, uri, report);
      }),
    );
  },
};

function statusOf({ session }: Rim, uri: string, { counts, hidden, limit }: Report): FileStatus {
  const { kind, isCertain, generator } = factsOf(session.workspace, uri);
  const { asteriskVersion } = session.settingsFor(uri).lint;
  const version = versionOf(session.workspace, uri, asteriskVersion);
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
