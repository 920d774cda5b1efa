/** Mailboxes as options and applications write them: `100`, `100@sales`. */
import { hasExpression } from '../../dialplan/split.ts';
import type { Span } from '../../text/span.ts';
import type { RawReference, ReferenceRole } from './records.ts';

/** The context of a mailbox that names none: apps/app_voicemail.c, `separate_mailbox` and its like. */
export const DEFAULT_MAILBOX_CONTEXT = 'default';

/** The mailbox in one stretch of `text`, and its context where one is written. */
export function mailboxReferences(text: string, span: Span, role: ReferenceRole): readonly RawReference[] {
  const written = text.slice(span.start, span.end);
  if (written === '' || hasExpression(written) || /[\s{}"<>]/.test(written)) return [];
  const at = written.indexOf('@');
  if (at < 0) return [{ kind: 'mailbox', name: `${written}@${DEFAULT_MAILBOX_CONTEXT}`, span, role }];
  const context = { start: span.start + at + 1, end: span.end };
  const found: RawReference[] = [];
  if (at > 0) {
    found.push({ kind: 'mailbox', name: written, span: { start: span.start, end: span.start + at }, role });
  }
  if (context.end > context.start) {
    found.push({ kind: 'voicemail-context', name: written.slice(at + 1), span: context, role });
  }
  return found;
}
