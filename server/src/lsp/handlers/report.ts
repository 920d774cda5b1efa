/** Our own request for what a report tells of the server: kinds and counts, no names. */
import { versionOf } from '../../workspace/version.ts';
import { factsOf } from '../../workspace/workspace.ts';
import { reportRequest, type ReportedFile, type ServerReport } from '../protocol.ts';
import type { Handler, Rim } from './handler.ts';
import { onQuestion } from './question.ts';

const nothing: ServerReport = { files: [], absent: 0, rules: {}, isTrusted: true };

export const reportHandler: Handler = {
  listen: (rim) => {
    onQuestion<ServerReport>(rim, reportRequest, nothing, async () => {
      await rim.ready();
      return reportOn(rim);
    });
  },
};

function reportOn({ session, diagnostics }: Rim): ServerReport {
  const { workspace, documents } = session;
  const rules: Record<string, number> = {};
  const files = [...workspace.files].map(([uri, { tree }]): ReportedFile => {
    const { kind, role, generator } = factsOf(workspace, uri);
    const open = documents.get(uri);
    const report = open && diagnostics.report(open);
    for (const { code } of report?.items ?? []) rules[String(code)] = (rules[String(code)] ?? 0) + 1;
    const { asteriskVersion } = session.settingsFor(uri).lint;
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(generator === undefined ? {} : { generator }),
      role,
      lines: tree.lineCount,
      version: versionOf(workspace, uri, asteriskVersion).number,
      isOpen: open !== undefined,
      limit: report?.limit ?? 'none',
    };
  });
  return { files, absent: workspace.absent.size, rules, isTrusted: session.isTrusted };
}
