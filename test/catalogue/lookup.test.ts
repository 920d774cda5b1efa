/** Finding options by name, in any spelling, where they are read. */
import { describe, expect, it } from 'vitest';
import { lookup, optionFile, optionKinds, optionsIn } from '../../server/src/catalogue/lookup.ts';
import { sharedDocs } from './invariants.ts';

describe('lookup', () => {
  it('ignores the case of letters', () => {
    expect(lookup('sip.conf', 'peer', 'HOST')?.name).toBe('host');
    expect(lookup('SIP.conf', 'general', 'LocalNet')?.name).toBe('localnet');
  });

  it('folds ASCII letters only, as Asterisk does', () => {
    expect(lookup('sip.conf', 'general', 'Kontext')).toBeUndefined();
    // The Kelvin sign becomes a k in Unicode lower case.
    expect(lookup('sip.conf', 'peer', '\u212Aeepalive')).toBeUndefined();
  });

  it('knows other spellings', () => {
    expect(lookup('sip.conf', 'general', 'externip')?.name).toBe('externaddr');
    expect(lookup('sip.conf', 'peer', 'username')?.name).toBe('defaultuser');
  });

  it('looks only where the option is read', () => {
    expect(lookup('sip.conf', 'general', 'secret')).toBeUndefined();
    expect(lookup('sip.conf', 'peer', 'secret')?.name).toBe('secret');
    expect(lookup('sip.conf', undefined, 'secret')?.name).toBe('secret');
  });

  it('keeps the files apart', () => {
    expect(lookup('iax.conf', undefined, 'srvlookup')?.source).toContain('chan_iax2');
    expect(lookup('sip.conf', undefined, 'srvlookup')?.source).toContain('chan_sip');
    expect(lookup('iax.conf', undefined, 'directmedia')).toBeUndefined();
  });

  it('has nothing for files and names it does not know', () => {
    expect(optionFile('nothing.conf')).toBeUndefined();
    expect(lookup('nothing.conf', 'general', 'host')).toBeUndefined();
    expect(lookup('sip.conf', undefined, 'seceret')).toBeUndefined();
    expect(lookup('sip.conf', undefined, 'constructor')).toBeUndefined();
    expect(optionsIn('nothing.conf', 'general')).toEqual([]);
  });

  it('takes names by pattern where names are free', () => {
    expect(lookup('iax.conf', 'callnumberlimits', '10.0.0.0/255.0.0.0')?.namePattern).toBeDefined();
    expect(lookup('iax.conf', 'general', '10.0.0.0/255.0.0.0')).toBeUndefined();
  });

  it('lists what a section may hold', () => {
    const names = optionsIn('sip.conf', 'authentication').map((option) => option.name);
    expect(names).toEqual(['auth']);
    expect(optionsIn('sip.conf', 'general').every((option) => option.in.includes('general'))).toBe(true);
  });

  it('finds every option of every file under each of its names', () => {
    const lost = optionKinds.flatMap((kind) =>
      (optionFile(kind)?.options ?? [])
        .filter((option) => option.namePattern === undefined)
        .flatMap((option) =>
          [option.name, ...(option.aliases ?? [])]
            .filter((name) => option.in.some((place) => lookup(kind, place, name) !== option))
            .map((name) => `${kind} ${name}`),
        ),
    );
    expect(lost).toEqual([]);
  });

  it('knows no two options with the same docs, in no two files', () => {
    const files = optionKinds.map((kind) => optionFile(kind)).filter((file) => file !== undefined);
    const count = files.reduce((sum, file) => sum + file.options.length, 0);
    console.log(`${files.length} files, ${count} options`);
    expect(count).toBeGreaterThan(1300);
    expect(sharedDocs(files)).toEqual([]);
  });
});
