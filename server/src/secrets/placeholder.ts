/** Tells values that stand for a secret still to come from secrets. Knows the value alone, not where it stands. */

/** Marks of template languages that may stand anywhere in a value. */
const embedded: readonly RegExp[] = [
  /\$\{[^}]*\}/,
  /\$\([^)]*\)/,
  /\{\{(?!\{).*?\}\}/,
  /\{%.*?%\}/,
  /<%.*?%>/,
];
/** Marks that are also ordinary characters, so the whole value must have their shape. */
const whole: readonly RegExp[] = [
  /^<[^<>]+>$/,
  /^@[A-Z_][\w.-]*@$/i,
  /^_{2,}\$?[A-Z][\w.-]*__$/i,
  /^%[A-Z_][\w.-]*%$/i,
];

/**
 * Whether something else fills in `value` before Asterisk reads it: `${X}`, `$(x)`, `{{ x }}`, `<% x %>`, `<x>`,
 * `@X@`, `__X__`, `%X%`.
 */
export function isTemplateExpression(value: string): boolean {
  return embedded.some((mark) => mark.test(value)) || whole.some((mark) => mark.test(value));
}

/** Whether a line that begins with `key` is a statement of a template language, such as `{% for x in y %}` or `{{ $x := 1 }}`. */
export function isTemplateStatement(key: string): boolean {
  return /^(?:\{\{(?!\{)|\{%|<%)/.test(key) || isTemplateExpression(key);
}

/** Words meant to be replaced, in lower case and without the signs between their parts. */
const placeholderWords: ReadonlySet<string> = new Set(
  (
    'changeme changethis changeit changethispassword changethissecret changemeplease pleasechange pleasechangeme ' +
    'pleasechangethis changepassword changesecret changemenow tobechanged tochange replaceme replacethis replaceit ' +
    'replace toreplace tobereplaced fillme fillmein fillin fillthisin setme setthis editme todo fixme tbd tba ' +
    'placeholder redacted removed masked hidden censored deleted omitted obfuscated anonymized secrethere ' +
    'passwordhere passhere passwdhere goeshere passwordgoeshere secretgoeshere enterpassword enterpasswordhere ' +
    'entersecret insertpassword insertpasswordhere insertsecret insertsecrethere putpasswordhere putsecrethere ' +
    'typepasswordhere theirpassword theirsecret yours yourown cambiar cambiame cambiarme cambialo cambiaesto ' +
    'cambiaresto alterar altere mudar trocar troqueme changer changezmoi achanger amodifier bitteaendern ' +
    'aendern aenderemich tuclave tucontrasena suclave sucontrasena suasenha votremotdepasse deinpasswort ihrpasswort'
  ).split(' '),
);

/**
 * A variable's name left in place of its value: `SIP_PASSWORD`, `$PASSWORD`, `SIP_PASS_HERE`, `SUA_SENHA`. Real secrets
 * are not built of two words in capitals.
 */
const variableName =
  /^(?:\$|\$?[A-Z]{2,16}(?:_[A-Z0-9]{1,16}){0,3}_)(?:PASSWORD|PASSWD|PASS|SECRET|PWD|SENHA|CLAVE|CONTRASENA|MOT_DE_PASSE|MDP|PASSWORT|KENNWORT|WACHTWOORD|HASLO)(?:_HERE)?$/;

/** What stands between brackets where a secret is to be filled in: `[password]`, `{secret}`. */
const bracketed =
  /^(?:[a-z]{0,16}(?:password|passwd|secret|senha|clave|contrasena|motdepasse|passwort|kennwort)|pass|pwd)$/;

/** "your" followed by what it is, with up to a word or two around it. */
const yours =
  /^(?:put|enter|insert|type|use|set)?your[a-z]{0,16}?(?:password|passwd|pass|secret|pwd|pin|key)(?:here|goeshere)?$/;

/** Requests to replace the value, as a sentence without blanks. */
const requests: readonly RegExp[] = [
  /^(?:your|my|the|sample|some)[a-z]+here$/,
  /(?:should|must|haveto|needto|please)(?:be)?(?:change|replace)d?(?:this|it|me)?$/,
];

/**
 * Whether the whole of `value` is a word or mark people put where a secret is to be filled in. Asterisk takes such a
 * value as the secret. With anything added it is an ordinary, weak secret instead.
 */
export function isPlaceholder(value: string): boolean {
  if (/replace_?-?with/i.test(value)) return true;
  if (value.length >= 3 && /^(?:\*+|\.+|-+|_+|#+|\?+|x+|X+)$/.test(value)) return true;
  if (variableName.test(value)) return true;
  const plain = /^\[[^[\]]*\]$|^\{[^{}]*\}$|^\([^()]*\)$/.test(value) ? value.slice(1, -1).trim() : value;
  if (!/^[A-Z][A-Z _.-]*!?$/i.test(plain)) return false;
  const word = plain.toLowerCase().replace(/[^a-z]/g, '');
  if (plain !== value && bracketed.test(word)) return true;
  return placeholderWords.has(word) || [yours, ...requests].some((request) => request.test(word));
}
