/** Sorts one secret into the first class that fits, for the rules to tell. Knows the value and its owner's names, no files. */
import { knownSecret, type KnownSecret } from './known.ts';
import { isPlaceholder, isTemplateExpression } from './placeholder.ts';
import { strength, type Strength } from './strength.ts';

/** The classes in the order they are tried. `template` and `ok` are no reason for a finding. */
export type SecretClass =
  | { readonly kind: 'empty' }
  | { readonly kind: 'default'; readonly known: KnownSecret }
  | { readonly kind: 'template' }
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'equals-user' }
  | { readonly kind: 'digits'; readonly strength: Strength }
  | { readonly kind: 'weak'; readonly strength: Strength }
  | { readonly kind: 'ok'; readonly strength: Strength };

/** What the user wants of a secret. */
export interface ClassifySettings {
  /** Fewer bits are weak; 72 unless set. */
  readonly minimumBits: number;
}

/** The class of `value`, what the driver reads. Never throws. */
export function classifySecret(
  value: string,
  owners: readonly string[],
  settings: ClassifySettings,
): SecretClass {
  if (value === '') return { kind: 'empty' };
  const known = knownSecret(value);
  if (known !== undefined) return { kind: 'default', known };
  if (isTemplateExpression(value)) return { kind: 'template' };
  if (isPlaceholder(value)) return { kind: 'placeholder' };
  if (equalsOwner(value, owners)) return { kind: 'equals-user' };
  const judged = strength(value, owners, settings.minimumBits);
  if (judged.level !== 'error' && judged.level !== 'warning') return { kind: 'ok', strength: judged };
  return { kind: judged.reason === 'only-digits' ? 'digits' : 'weak', strength: judged };
}

/** Names shorter than this are found in any number, so only the very same text counts for them. */
const SHORTEST_PADDED = 3;
/** More digits than this beside a number are a number of their own. */
const MOST_ADDED = 6;

/**
 * Whether `value` is a name of its owner: in any letter case, backwards, or with only digits and signs around it.
 */
export function equalsOwner(value: string, owners: readonly string[]): boolean {
  const lower = value.toLowerCase();
  return owners.some((owner) => {
    if (owner === '') return false;
    const name = owner.toLowerCase();
    const backwards = Array.from(name).reverse().join('');
    return [name, backwards].some(
      (text) => lower === text || (text.length >= SHORTEST_PADDED && isPadded(lower, text)),
    );
  });
}

/** Whether `value` is `name` with digits and signs before or after it; beside a name of digits only on one side. */
function isPadded(value: string, name: string): boolean {
  const isNumber = /^\d+$/.test(name);
  for (let at = value.indexOf(name); at >= 0; at = value.indexOf(name, at + 1)) {
    const before = value.slice(0, at);
    const after = value.slice(at + name.length);
    if (!isPadding(before) || !isPadding(after)) continue;
    if (!isNumber) return true;
    if (before.length + after.length > MOST_ADDED) continue;
    if (before === '' || after === '' || !/\d/.test(before + after)) return true;
  }
  return false;
}

function isPadding(text: string): boolean {
  return !/\p{L}/u.test(text);
}
