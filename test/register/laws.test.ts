/** What holds for every text the register parsers are given, however odd. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { parseSipRegister } from '../../server/src/register/chanSip.ts';
import { rewrittenSipRegister } from '../../server/src/register/meantSip.ts';

const CONTEXT = { defaultExpiry: 120 };

/** Mostly marks that mean something to a driver. */
const noisy = fc.string({
  unit: fc.constantFrom(...'@@@:::/?~"()[]\\\0 \t;ab10O9ä😀'.split(''), '://', 'tcp', 'sip.example'),
  maxLength: 60,
});
const long = fc.string({ unit: 'binary', maxLength: 400 });
const texts = fc.oneof(noisy, long);

describe.each([
  ['sip.conf', parseSipRegister],
  ['iax.conf', parseIaxRegister],
] as const)('any text of %s', (_, parse) => {
  it('gives parts inside the text, in order and apart from each other', () => {
    fc.assert(
      fc.property(texts, (value) => {
        const { parts, problems, apparentSecret } = parse(value, CONTEXT);
        let last = 0;
        for (const { span } of parts) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          last = span.end;
        }
        expect(last).toBeLessThanOrEqual(value.length);
        const stretches = [...problems.map(({ span }) => span), apparentSecret];
        for (const stretch of stretches) {
          if (stretch !== undefined) {
            expect(stretch.start).toBeGreaterThanOrEqual(0);
            expect(stretch.end).toBeGreaterThanOrEqual(stretch.start);
            expect(stretch.end).toBeLessThanOrEqual(value.length);
          }
        }
      }),
      { numRuns: 3000, seed: 5060 },
    );
  });

  it('takes each value from its own stretch', () => {
    fc.assert(
      fc.property(texts, (value) => {
        for (const { span, value: taken } of parse(value, CONTEXT).parts) {
          expect(value.slice(span.start, span.end).startsWith(taken)).toBe(true);
        }
      }),
      { numRuns: 1000, seed: 5060 },
    );
  });

  it('gives fields only for accepted text and says why it refuses other text', () => {
    fc.assert(
      fc.property(texts, (value) => {
        const { ok, fields, problems } = parse(value, CONTEXT);
        expect(Object.keys(fields).length > 0).toBe(ok);
        expect(ok || problems.length > 0).toBe(true);
      }),
      { numRuns: 1000, seed: 5060 },
    );
  });

  it('never puts text of the secret into a message', () => {
    const mark = 'Zq7Zq7';
    const marked = noisy.map((text) => text.replaceAll(/ab|10/g, mark));
    fc.assert(
      fc.property(marked, (value) => {
        for (const { message } of parse(value, CONTEXT).problems) {
          expect(message).not.toContain('Zq7');
        }
      }),
      { numRuns: 1000, seed: 5060 },
    );
  });
});

describe('a secret put in double quotes', () => {
  it('is read back as it was meant', () => {
    const secrets = fc.string({ unit: fc.constantFrom(...'ab1/?@~()[] \\'.split('')), minLength: 1 });
    let quotable = 0;
    fc.assert(
      fc.property(secrets, (secret) => {
        const value = `4711:${secret}@sip.example`;
        const written = rewrittenSipRegister(value);
        if (written === undefined) {
          return;
        }
        quotable++;
        expect(written).toBe(`4711:"${secret}"@sip.example`);
        const { ok, fields } = parseSipRegister(written, CONTEXT);
        expect({ ok, user: fields.user, secret: fields.secret }).toEqual({ ok: true, user: '4711', secret });
      }),
      { numRuns: 2000, seed: 5060 },
    );
    expect(quotable).toBeGreaterThan(100);
  });

  it.each([
    ['main?4711@home:a/b@sip.example:5070/200~60', 'main?4711@home:"a/b"@sip.example:5070/200~60'],
    ['tls://4711:a?b@sip.example:5061', 'tls://4711:"a?b"@sip.example:5061'],
    ['tls://4711:a/b@sip.example', undefined],
    ['4711:a/b@[2001:db8::1]:5070', '4711:"a/b"@[2001:db8::1]:5070'],
    ['4711:a?b@sip.example/200', '4711:"a?b"@sip.example/200'],
    ['4711:ab@sip.example', undefined],
    ['4711:a"/b@sip.example', undefined],
    ['4711:a/b:login@sip.example', undefined],
    ['4711:a/b@sip.example:0', undefined],
    ['ws4://4711:a/b@sip.example', undefined],
    ['4711:a/b', undefined],
  ])('and the rest of the line stays, row %#', (value, expected) => {
    expect(rewrittenSipRegister(value)).toBe(expected);
  });
});
