/** Our own request for what a report tells of the server: kinds and counts, no names. */
import { versionOf } from '../../workspace/version.ts';
import { factsOf } from '../../workspace/workspace.ts';
import type { Report } from '../diagnostics.ts';
import { reportRequest, type ReportedFile, type ServerReport } from '../protocol.ts';
import type { Handler, Rim } from './handler.ts';
import { onQuestion } from './question.ts';

const nothing: ServerReport = { files: [], absent: 0, rules: {}, isTrusted: true };

export const reportHandler: Handler = {
  listen: (rim) => {
    onQuestion<ServerReport>(rim, reportRequest, nothing, async () => {
      await rim.ready();
      const reports = new Map<string, Report>();
      for (const { uri } of rim.session.documents.all()) {
        const report = await rim.diagnostics.report(uri, () => false);
        if (report !== undefined) reports.set(uri, report);
      }
      return reportOn(rim, reports);
    });
  },
};

function reportOn({ session }: Rim, reports: ReadonlyMap<string, Report>): ServerReport {
  const { workspace, documents } = session;
  const rules: Record<string, number> = {};
  const files = [...workspace.files].map(([uri, { tree }]): ReportedFile => {
    const { kind, role, generator } = factsOf(workspace, uri);
    const report = reports.get(uri);
    for (const { code } of report?.items ?? []) rules[String(code)] = (rules[String(code)] ?? 0) + 1;
    const { asteriskVersion } = session.settingsFor(uri).lint;
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(generator === undefined ? {} : { generator }),
      role,
      lines: tree.lineCount,
      version: versionOf(workspace, uri, asteriskVersion).number,
      isOpen: documents.get(uri) !== undefined,
      limit: report?.limit ?? 'none',
    };
  });
  return { files, absent: workspace.absent.size, rules, isTrusted: session.isTrusted };
}
