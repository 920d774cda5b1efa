import { shift, type Span } from '../text/span.ts';
import type { FileContext, FileRule } from './rule.ts';
import { isTrue } from './support/deviceDoors.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import {
  entryOf,
  lastValue,
  nameSpan,
  objectType,
  type ValuedSection,
  type Values,
} from './support/sectionValues.ts';
import { lineAfter } from './support/valueParts.ts';

/** `verify_server` is off unless set (res/res_pjsip/config_transport.c). */
export const pjsipTlsUnverified: FileRule = {
  id: 'pjsip-tls-unverified',
  summary: 'Report TLS transports that accept any certificate of the servers Asterisk calls',
  severity: 'information',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    for (const { span } of unverified(context)) {
      yield {
        span,
        message:
          'Certificates of other servers are not checked: whoever stands in between can listen; expected verify_server=yes with ca_list_file',
      };
    }
  },
  *fix(context, finding) {
    for (const { transport, span } of unverified(context)) {
      if (span.start !== finding.span.start) continue;
      const written = entryOf(transport, lastValue(transport, 'verify_server'));
      const below = entryOf(transport, lastValue(transport, 'protocol'));
      const edit =
        written === undefined
          ? below && lineAfter(below, 'verify_server=yes')
          : { span: shift(written.line.valueSpan, written.start), newText: 'yes' };
      if (edit === undefined) return;
      yield {
        title: 'Check certificates with verify_server=yes (ca_list_file must name the trusted authorities)',
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [edit],
      };
      return;
    }
  },
};

interface Unverified {
  readonly transport: ValuedSection;
  readonly span: Span;
}

function* unverified({ workspace, uri }: FileContext): Generator<Unverified> {
  for (const transport of sectionsWhere(workspace, uri, isUnverified)) {
    const protocol = lastValue(transport, 'protocol');
    const verify = lastValue(transport, 'verify_server');
    const entry = entryOf(transport, verify) ?? entryOf(transport, protocol);
    const span = entry === undefined ? nameSpan(transport) : shift(entry.line.valueSpan, entry.start);
    yield { transport, span };
  }
}

function isUnverified(transport: Values): boolean {
  if (lastValue(transport, 'protocol')?.value.toLowerCase() !== 'tls') return false;
  const verify = lastValue(transport, 'verify_server');
  if (isTrue(verify?.value) || (verify === undefined && !transport.isComplete)) return false;
  return objectType(transport) === 'transport';
}
