/** Finds phones of one alias whose passwords differ, wherever their servers' files are. */
import type { Span } from '../text/span.ts';
import { basename, normalise } from '../text/uri.ts';
import { isPlaceholder, isTemplateExpression } from '../secrets/placeholder.ts';
import {
  aliasMembers,
  mailboxPassword,
  registrationPassword,
  type MemberPassword,
} from '../workspace/aliasMembers.ts';
import type { FileContext, FileRule, RelatedPlace } from './rule.ts';

/**
 * The agent's login takes one Login Password for all phones of an alias; it shows in conf files as the mailbox password.
 * Source: VICIdial agc/vicidial.php (phone login) and bin/ADMIN_keepalive_ALL.pl (voicemail.conf).
 */
export const aliasMismatch: FileRule = {
  id: 'alias-mismatch',
  summary: 'Report phones of one alias with different passwords',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf', 'pjsip_wizard.conf', 'users.conf', 'voicemail.conf'],
  *check(context) {
    for (const { alias, first, other, isLogin } of mismatches(context)) {
      const message = isLogin
        ? `Another mailbox password than ${where(first, other)}: the phones of alias ${alias} need one Login Password`
        : `Another secret than ${where(first, other)} of alias ${alias}; usually they are the same, though nothing requires it`;
      const related: RelatedPlace[] = [
        { uri: first.uri, span: first.span, message: `Compared with ${first.name}` },
      ];
      yield { span: other.span, message, related, severity: isLogin ? 'warning' : 'information' };
    }
  },
  *fix(context, finding) {
    for (const { first, other, isLogin } of mismatches(context)) {
      if (!sameSpan(other.span, finding.span)) continue;
      yield {
        title: isLogin
          ? `Take the mailbox password of ${where(first, other)}`
          : `Take the secret of ${where(first, other)} (the phone must get it too)`,
        safety: 'unsafe',
        edits: () => [{ span: other.span, newText: first.value }],
      };
    }
  },
};

interface Mismatch {
  readonly alias: string;
  readonly first: MemberPassword;
  /** Stands in the file that is looked at. */
  readonly other: MemberPassword;
  readonly isLogin: boolean;
}

function* mismatches({ workspace, uri, settings }: FileContext): Generator<Mismatch> {
  const file = normalise(uri);
  for (const members of aliasMembers(workspace, settings.aliases ?? []).values()) {
    const [one, ...more] = members;
    if (one === undefined || more.length === 0) continue;
    const logins = differing(members.flatMap((member) => mailboxPassword(workspace, member) ?? []));
    const isLogin = logins.others.length > 0;
    const { first, others } = isLogin
      ? logins
      : differing(members.flatMap((member) => registrationPassword(workspace, member) ?? []));
    if (first === undefined) continue;
    for (const other of others) {
      if (other.uri === file) yield { alias: one.alias, first, other, isLogin };
    }
  }
}

/** The first password, and each place whose password is another. */
function differing(passwords: readonly MemberPassword[]): {
  readonly first: MemberPassword | undefined;
  readonly others: readonly MemberPassword[];
} {
  const known = passwords.filter(({ value }) => !isTemplateExpression(value) && !isPlaceholder(value));
  const [first] = known;
  const seen = new Set<string>();
  const others = known.filter(({ uri, span, value }) => {
    const place = `${uri} ${String(span.start)}`;
    if (value === first?.value || seen.has(place)) return false;
    seen.add(place);
    return true;
  });
  return { first, others };
}

function where(first: MemberPassword, other: MemberPassword): string {
  if (first.uri === other.uri) return first.name;
  return `${first.name} in ${first.uri.split('/').at(-2) ?? ''}/${basename(first.uri)}`;
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
