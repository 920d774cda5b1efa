/** Our own request for what the status item shows. */
import { versionOf } from '../../workspace/version.ts';
import { customFilesFor } from '../../workspace/customFiles.ts';
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
        if (session.documents.isRefused(uri)) return statusOf(rim, uri, refused);
        if (session.documents.get(uri) === undefined) return null;
        const report = await rim.diagnostics.report(uri, () => token.isCancellationRequested);
        return report === undefined ? null : statusOf(rim, uri, report);
      }),
    );
  },
};

const refused: Pick<Report, 'counts' | 'hidden' | 'limit'> = {
  counts: { error: 0, warning: 0, information: 0, hint: 0 },
  hidden: 0,
  limit: 'too-large',
};

function statusOf({ session }: Rim, uri: string, { counts, hidden, limit }: typeof refused): FileStatus {
  const { kind, isCertain, generator } = factsOf(session.workspace, uri);
  const { asteriskVersion } = session.settingsFor(uri).lint;
  const customFiles = generator === 'freepbx' ? customFilesFor(session.workspace, uri) : [];
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
    ...(customFiles.length === 0 ? {} : { customFiles }),
  };
}
