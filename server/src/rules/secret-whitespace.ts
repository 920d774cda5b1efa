/** Finds invisible and look-alike characters in secrets, which nobody can type again. */
import { oddCharacters } from '../secrets/lookAlike.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import type { Credential } from '../workspace/credentials.ts';
import type { SectionRule } from './rule.ts';

/** Blanks around a value are dropped by main/config.c and fine; a blank inside is an ordinary character. */
export const secretWhitespace: SectionRule = {
  id: 'secret-whitespace',
  summary: 'Report invisible or look-alike characters in secrets',
  severity: 'warning',
  scope: 'section',
  files: 'all',
  *check({ credentials }) {
    for (const credential of credentials) {
      const first = oddOnes(credential)[0];
      if (first === undefined) continue;
      yield {
        span: credential.span,
        message:
          first.kind === 'invisible'
            ? 'The secret contains an invisible character, perhaps from copying; a phone cannot type it'
            : 'The secret contains a character that looks like another one, perhaps from copying',
      };
    }
  },
  *fix({ credentials }, finding) {
    const found = credentials.find((credential) => credential.span.start === finding.span.start);
    // An escaped semicolon moves the places of what follows it.
    if (found === undefined) return;
    const { span, value } = found;
    if (value.length !== span.end - span.start) return;
    yield {
      title: 'Use plain characters instead (the phone must send the same)',
      safety: 'unsafe',
      isPreferred: true,
      edits: () =>
        oddOnes(found).map(({ start, end, plain }) => ({
          span: { start: span.start + start, end: span.start + end },
          newText: plain,
        })),
    };
  },
};

function oddOnes({ kind, value, unread }: Credential): ReturnType<typeof oddCharacters> {
  if ((kind !== 'password' && kind !== 'pin') || unread === true || isTemplateExpression(value)) return [];
  return oddCharacters(value);
}
