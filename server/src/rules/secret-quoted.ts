/** Finds secrets in quotes where Asterisk takes the quotes for a part of the secret. */
import { isTemplateExpression } from '../secrets/placeholder.ts';
import type { Credential } from '../workspace/credentials.ts';
import type { SectionRule } from './rule.ts';

/** Only chan_sip's register lines take quotes away (main/app.c, `__ast_app_separate_args`); conf values keep them. */
export const secretQuoted: SectionRule = {
  id: 'secret-quoted',
  summary: 'Report quotes that become part of a secret',
  severity: 'warning',
  scope: 'section',
  files: 'all',
  *check({ credentials }) {
    for (const credential of credentials) {
      if (isQuoted(credential)) {
        yield {
          span: credential.span,
          message:
            'Quotes around a secret are part of it: the phone must send them too; remove them if it does not',
        };
      }
    }
  },
  *fix({ credentials }, finding) {
    const found = credentials.find(({ span }) => span.start === finding.span.start);
    if (found === undefined || !isQuoted(found)) return;
    const { start, end } = found.span;
    yield {
      title: 'Remove the quotes (the phone must send the secret without them)',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [
        { span: { start, end: start + 1 }, newText: '' },
        { span: { start: end - 1, end }, newText: '' },
      ],
    };
  },
};

function isQuoted({ kind, value, unread }: Credential): boolean {
  const isSecret = kind === 'password' || kind === 'digest';
  if (!isSecret || unread === true || value.length < 3) return false;
  const inner = value.slice(1, -1);
  return /^"[^"]*"$|^'[^']*'$/.test(value) && !isTemplateExpression(inner);
}
