/** Finds providers with a fixed host that nothing registers at. Off unless asked for. */
import { entriesOf, linesOf } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import { allTrunks, type Trunk } from '../workspace/trunks.ts';
import type { FileContext, FileRule } from './rule.ts';
import { registersOfRoot } from './support/registersOfRoot.ts';

/** RFC 3261, section 10: who is not registered is reachable only where the other side knows the address. */
export const registerOrIp: FileRule = {
  id: 'register-or-ip',
  summary: 'Remind of providers without a register line, which have to know this server by its address',
  severity: 'off',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    const { workspace, uri, facts } = context;
    if (facts.role === 'loose' || facts.isIncomplete) return;
    const hosts = new Set(
      registersOfRoot(context).map(({ line }) => foldCase(line.parsed.fields.host ?? '')),
    );
    for (const trunk of allTrunks(workspace, uri)) {
      const isRegistered = hosts.has(foldCase(trunk.host)) || hosts.has(foldCase(trunk.name));
      if (trunk.uri !== uri || isRegistered || (trunk.callbackextension ?? '') !== '') continue;
      if (/^(?:127\.|localhost$)/i.test(trunk.host)) continue;
      const span = hostSpan(context, trunk);
      if (span === undefined) continue;
      const message =
        'No register line for this host: calls come in only if the other side knows the address of this server';
      yield { span, message };
    }
  },
};

/** Where the section's own `host` stands; counts from the start of the file. */
function hostSpan({ workspace }: FileContext, { uri, placed }: Trunk) {
  const encoding = workspace.files.get(uri)?.tree.encoding ?? 'utf8';
  const host = entriesOf(linesOf(placed.section, encoding)).findLast(
    ({ line }) => foldCase(line.key) === 'host',
  );
  return host === undefined ? undefined : shift(host.line.valueSpan, placed.start + host.start);
}
