/** Finds secrets everybody can look up: shipped as a default, shown in an example, or printed in public sources. */
import { isServerSecret } from './support/serverSecret.ts';
import { holdsNoTime, replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import type { KnownSecret } from '../secrets/known.ts';
import type { SectionRule } from './rule.ts';

/** Lists: `secrets/known.ts`. A server's own secret is told by `server-secret-default` instead. */
export const secretDefault: SectionRule = {
  id: 'secret-default',
  summary: 'Report secrets that are printed in software, examples or manuals',
  severity: 'error',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { credential, verdict, span } of secretsOfClass(context, 'default')) {
      if (!isServerSecret(context, credential)) {
        yield { span, message: `${sentence(verdict.known)}; attackers try it first, ${holdsNoTime}` };
      }
    }
  },
  fix: replaceSecret,
};

function sentence({ origin, class: kind }: KnownSecret): string {
  switch (kind) {
    case 'default':
      return `Well-known secret: systems such as ${origin} start with it`;
    case 'sample':
      return `Well-known secret: it is printed in the ${origin}`;
    case 'placeholder':
      return `Well-known secret: systems such as ${origin} print it as a placeholder`;
    case 'published':
      return `Well-known secret: it looks random, but it is printed in public (${origin})`;
  }
}
