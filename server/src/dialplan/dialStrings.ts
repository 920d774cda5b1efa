/** Finds `TECH/resource` in text of the dialplan and of queue members, and the device it names. */
import type { Span } from '../text/span.ts';

/** Channel drivers whose devices are sections of conf files, and `Local`, which names a context. */
export type Technology = 'SIP' | 'PJSIP' | 'IAX2' | 'Local';

/** A device, or for `Local` a context, that a dial string names. */
export interface DialedName {
  readonly technology: Technology;
  readonly name: string;
  /** Counts from the start of the text. */
  readonly span: Span;
  /** What is dialled through it, in `SIP/extension@peer`; never a secret. */
  readonly isThrough: boolean;
}

const technologies: readonly Technology[] = ['SIP', 'PJSIP', 'IAX2', 'Local'];
/** What can end a resource; blanks too. */
const ENDS = ',&|()"\'<>;?';

/** Each device named in `text` between `from` and `to`, in order; names that hold an expression are left out. */
export function dialedNames(text: string, from = 0, to = text.length): readonly DialedName[] {
  const found: DialedName[] = [];
  let next = from;
  for (;;) {
    const slash = text.indexOf('/', next);
    if (slash < 0 || slash >= to) return found;
    next = slash + 1;
    const technology = technologyBefore(text, slash, from);
    if (technology === undefined) continue;
    const end = resourceEnd(text, slash + 1, to);
    next = end;
    const part = deviceIn(technology, text, slash + 1, end);
    if (part === undefined || part.span.start === part.span.end) continue;
    const name = text.slice(part.span.start, part.span.end);
    if (/[$`{}]/.test(name)) continue;
    found.push({ technology, name, ...part });
  }
}

/** The word before the slash, in any letter case, when nothing but a separator stands before it. */
function technologyBefore(text: string, slash: number, from: number): Technology | undefined {
  for (const technology of technologies) {
    const start = slash - technology.length;
    if (start < from || text.slice(start, slash).toLowerCase() !== technology.toLowerCase()) continue;
    if (start === from || /[\s,&|()"'=?:<[!]/.test(text[start - 1] ?? '')) return technology;
  }
  return undefined;
}

function resourceEnd(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (text[at] === '$' && text[at + 1] === '{') {
      const close = text.indexOf('}', at);
      if (close < 0 || close >= to) return to;
      at = close;
    } else if (text.charCodeAt(at) <= 32 || ENDS.includes(text[at] ?? '')) return at;
  }
  return to;
}

function deviceIn(
  technology: Technology,
  text: string,
  start: number,
  end: number,
): { readonly span: Span; readonly isThrough: boolean } | undefined {
  const resource = text.slice(start, end);
  const at = resource.indexOf('@');
  const span = (from: number, marks: RegExp): Span => {
    const cut = resource.slice(from).search(marks);
    return { start: start + from, end: cut < 0 ? end : start + from + cut };
  };
  switch (technology) {
    case 'SIP': {
      // channels/chan_sip.c, sip_request_call: `peer/extension` or `extension@peer`, then `!…` and `//…`.
      const isThrough = at >= 0;
      return { span: span(isThrough ? at + 1 : 0, /[/!:]/), isThrough };
    }
    case 'PJSIP': {
      // channels/chan_pjsip.c, request: `endpoint[/uri]` or `user@endpoint`.
      const slash = resource.indexOf('/');
      const isThrough = at >= 0 && (slash < 0 || at < slash);
      return { span: span(isThrough ? at + 1 : 0, /[/:]/), isThrough };
    }
    case 'IAX2': {
      // channels/chan_iax2.c, parse_dial_string: `[user[:secret]@]peer[:port][/extension[@context]]`.
      const slash = resource.indexOf('/');
      const isThrough = at >= 0 && (slash < 0 || at < slash);
      return { span: span(isThrough ? at + 1 : 0, /[/:]/), isThrough };
    }
    case 'Local':
      return at < 0 ? undefined : { span: span(at + 1, /\//), isThrough: false };
  }
}
