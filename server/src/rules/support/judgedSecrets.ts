/** Sorts each password of a section once, for the rules that report one class of them each. No rule itself. */
import { classifySecret, type SecretClass } from '../../secrets/classify.ts';
import { durationWords } from '../../secrets/duration.ts';
import { generateSecret, profileProblem } from '../../secrets/generate.ts';
import { profiles, type GeneratorProfile } from '../../secrets/alphabet.ts';
import type { Strength } from '../../secrets/strength.ts';
import type { Span } from '../../text/span.ts';
import type { Credential } from '../../workspace/credentials.ts';
import type { Finding, Fix, LintSettings, SectionContext } from '../rule.ts';
import { secretCuts } from './secretCut.ts';
import { forLast } from './forLast.ts';

/** A password Asterisk uses, and the first class that fits it. */
export interface JudgedSecret<C extends SecretClass = SecretClass> {
  readonly credential: Credential;
  readonly verdict: C;
  /** What to underline: the secret, or its option where it is empty. Counts from the section's start. */
  readonly span: Span;
}

/** Passwords of the section in the order of the text. Left out are those a semicolon cuts: what is left means nothing. */
export const judgedSecrets = forLast((context: SectionContext): readonly JudgedSecret[] => {
  const cutLines = new Set(secretCuts(context).map(({ lineNumber }) => lineNumber));
  return context.credentials
    .filter(
      ({ kind, unread, lineNumber }) => kind === 'password' && unread !== true && !cutLines.has(lineNumber),
    )
    .map((credential) => ({
      credential,
      verdict: classifySecret(credential.value, credential.owners, context.settings),
      span: shownSpan(context, credential),
    }));
});

/** The judged secrets of one class. */
export function* secretsOfClass<K extends SecretClass['kind']>(
  context: SectionContext,
  kind: K,
): Generator<JudgedSecret<Extract<SecretClass, { kind: K }>>> {
  for (const judged of judgedSecrets(context)) if (isOfClass(judged, kind)) yield judged;
}

function isOfClass<K extends SecretClass['kind']>(
  judged: JudgedSecret,
  kind: K,
): judged is JudgedSecret<Extract<SecretClass, { kind: K }>> {
  return judged.verdict.kind === kind;
}

/** Where to underline a secret: an empty one by its option name and equals sign, an empty part by the mark before it. */
export function shownSpan(context: SectionContext, { span, place, lineNumber }: Credential): Span {
  if (span.end > span.start) return span;
  const entry = context.entries.find(({ number }) => number === lineNumber);
  if (entry === undefined || place !== 'option') return { start: Math.max(0, span.start - 1), end: span.end };
  return { start: entry.start + entry.line.keySpan.start, end: entry.start + entry.line.operatorSpan.end };
}

/** The end of a message: how long the secret withstands guessing. */
export function holdsFor({ seconds }: Pick<Strength, 'seconds'>): string {
  return `one graphics card finds it in ${durationWords(seconds)}`;
}

/** What every listed, copied or repeated secret is worth. */
export const holdsNoTime = 'one graphics card finds it in less than a second';

/** The fix for a secret that is as good as none: a new one in its place, drawn when the fix is chosen. */
export function* replaceSecret(context: SectionContext, finding: Finding): Generator<Fix> {
  const judged = judgedSecrets(context).find(
    ({ span }) => span.start === finding.span.start && span.end === finding.span.end,
  );
  if (judged === undefined) return;
  const { span, place } = judged.credential;
  yield {
    title: replaceTitle(context, place),
    safety: 'unsafe',
    isPreferred: true,
    edits: (random) => [{ span, newText: generateSecret(random, usableProfile(context.settings)) }],
  };
}

/** What the fix is called, and who has to follow it. */
export function replaceTitle({ facts }: Pick<SectionContext, 'facts'>, place: Credential['place']): string {
  const title = 'Replace by a generated secret';
  if (facts.generator === 'vicidial') return `${title} (temporary: VICIdial rebuilds this file)`;
  if (facts.generator === 'freepbx') return `${title} (temporary: FreePBX rebuilds this file)`;
  if (place !== 'option') return `${title} (the other side must get it too)`;
  const isPhone = facts.kind !== undefined && phoneKinds.has(facts.kind);
  return `${title} (${isPhone ? 'the phone' : 'whoever uses it'} must get it too)`;
}

const phoneKinds: ReadonlySet<string> = new Set([
  'sip.conf',
  'iax.conf',
  'pjsip.conf',
  'pjsip_wizard.conf',
  'users.conf',
]);

/** The profile of the settings, or the standard one where it would give weak or unsafe secrets. */
export function usableProfile({ generator }: LintSettings): GeneratorProfile {
  return profileProblem(generator) === undefined ? generator : profiles.vicidial;
}
