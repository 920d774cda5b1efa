/** Finds secrets that hold a semicolon, which Asterisk takes for the start of a comment. */
import { generateSecret } from '../secrets/generate.ts';
import { replaceTitle, usableProfile } from './support/judgedSecrets.ts';
import { secretCuts, type SecretCut } from './support/secretCut.ts';
import type { Fix, SectionContext, SectionRule } from './rule.ts';

/** Source: Asterisk main/config.c, the comment scan of config_text_file_load. */
export const secretCommentCut: SectionRule = {
  id: 'secret-comment-cut',
  summary: 'Report secrets that a semicolon cuts in two',
  severity: 'error',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { comment, isBlock } of secretCuts(context)) {
      yield {
        span: comment,
        message: isBlock
          ? 'Asterisk cuts the secret here: ";--" opens a comment that goes on until "--;"'
          : 'Asterisk cuts the secret here: the semicolon starts a comment; write it as "\\;" if it belongs to the secret',
      };
    }
  },
  *fix(context, finding) {
    const cut = secretCuts(context).find(({ comment }) => comment.start === finding.span.start);
    if (cut === undefined) return;
    if (cut.canEscape) yield escapeFix(context, cut);
    if (cut.meant !== undefined) yield regenerateFix(context, cut, cut.meant);
  },
};

/** Keeps the secret as it was meant; whoever uses the cut one has to follow. */
function escapeFix(context: SectionContext, { comment, lineNumber }: SecretCut): Fix {
  return {
    title: 'Write the semicolon as \\; so that Asterisk reads the whole secret',
    safety: 'unsafe',
    isPreferred: true,
    edits: () => {
      const line = context.lines.find(({ number }) => number === lineNumber);
      if (line === undefined) return [];
      const dropped = line.text.slice(comment.start - line.start, comment.end - line.start);
      return [...dropped.matchAll(/;/g)].map(({ index }) => {
        const at = comment.start + index;
        return { span: { start: at, end: at }, newText: '\\' };
      });
    },
  };
}

function regenerateFix(context: SectionContext, cut: SecretCut, meant: SecretCut['comment']): Fix {
  const isRegister = context.credentials.some(
    ({ lineNumber, place }) => lineNumber === cut.lineNumber && place === 'register',
  );
  return {
    title: replaceTitle(context, isRegister ? 'register' : 'option'),
    safety: 'unsafe',
    isPreferred: !cut.canEscape,
    edits: (random) => [{ span: meant, newText: generateSecret(random, usableProfile(context.settings)) }],
  };
}
