/** Secrets everybody can look up because a program ships with them or a manual prints them. Data only; every word is compared letter by letter. */

/** Why a listed secret is known: a fresh installation uses it, an example shows it, or it is meant to be replaced. */
export type KnownSecretClass = 'default' | 'sample' | 'placeholder' | 'published';

/** Secrets of one origin. */
export interface KnownSecrets {
  /** Who prints them, ready to stand in a sentence. */
  readonly origin: string;
  readonly class: KnownSecretClass;
  readonly values: readonly string[];
}

/** Where one listed secret comes from. */
export interface KnownSecret {
  readonly origin: string;
  readonly class: KnownSecretClass;
}

/**
 * The lists, most telling origin first. `published` secrets look random but stand in public files.
 *
 * Sources: VICIdial trunk r3939 (MySQL_AST_CREATE_tables.sql, install.pl, docs/conf_examples); GoAutoDial CE 3 and 4
 * installation bundles; FreePBX and Issabel framework (amportal.conf, initial_settings.csv); Elastix PBX module change
 * log; Asterisk configs/samples and configs/basic-pbx of branches 16 and master; docs.asterisk.org;
 * README-SERIOUSLY.bestpractices.md.
 */
export const knownSecrets: readonly KnownSecrets[] = [
  {
    origin: 'VICIdial',
    class: 'default',
    values: ['test', '1234', 'custom1234', 'donotedit'],
  },
  {
    origin: 'VICIdial',
    class: 'placeholder',
    values: ['PASSWORD'],
  },
  {
    origin: 'VICIdial examples',
    class: 'sample',
    values: ['secretpass', 'passwd', 'pass', 'test password'],
  },
  {
    origin: 'GoAutoDial',
    class: 'default',
    values: [
      'goautodial',
      'G02x16',
      'kamailiou1234',
      'asterisku1234',
      'goautodialu1234',
      'osticketu1234',
      'ftp1234d',
      'ftp1234',
      'kamailiorw',
      'asterikast',
      'vicidialnow',
    ],
  },
  {
    origin: 'FreePBX',
    class: 'default',
    values: ['amp111', 'amp109', 'ari_password', 'passw0rd', 'issabel1234'],
  },
  {
    origin: 'FreePBX',
    class: 'placeholder',
    values: ['AMPMGRPASS'],
  },
  {
    origin: 'Elastix',
    class: 'default',
    values: ['elastix456'],
  },
  {
    origin: 'Asterisk samples',
    class: 'sample',
    values: [
      'mysecret',
      'supersecret',
      'markpasswd',
      'myscret',
      'moofoo',
      'foomoo',
      'shazbot',
      'guessit',
      'youwillneverguessit',
      'gissadetdu',
      'peekaboo',
      'not_very_secret',
      'not_very_secret_either',
      'blah',
      'blahpoly',
      'digium',
      'password',
      'secret',
      'xxxxxx',
      '1234567890',
      '7000',
      '6001',
      '6002',
      'bitsy',
      'bitsy2',
      'mypass',
      'thegrouch',
      'MyPassword',
      'foo',
      '4242',
      '5678',
    ],
  },
  {
    origin: 'Asterisk basic-pbx',
    class: 'placeholder',
    values: ['ASTRONGPASSWORD'],
  },
  {
    origin: 'Asterisk basic-pbx',
    class: 'published',
    values: [
      '4webrEtHupHewu4',
      'be4eberEkUsUMaF',
      'sPeFaChe7ruxarE',
      'SW2fur7facrarac',
      'zutAnacHe8ewuWr',
      'tecrUBUs3u7uTab',
      'Q7rAphatRusteSW',
      'nefReSTAq8phaph',
      'cEBraN2trezaqEt',
      '6EBu8egespUwuth',
      'vust6spuFereThA',
      'fU8puzuzEpRuSTa',
      'XapR4munEcadrub',
      'mu8aPr4daJAQaDE',
      'KAthufrudE6uyAs',
    ],
  },
  {
    origin: 'Asterisk documentation',
    class: 'sample',
    values: [
      'unsecurepassword',
      'malcolm',
      'useabetterpasswordplease',
      'webrtc_client',
      'my_password',
      'bobspassword',
      'alicespassword',
      'my-plain-text-password',
      's3CuR#p@s5',
      'welcome',
      '6003',
      'asterisk',
      'insecurepassword',
      'voipdbpass',
      'examplepassword',
      'my_secure_password',
      'mypassword',
      'a_very_secure_password',
      'myothers3cr3t',
      'passwordisaterriblepassword',
    ],
  },
  {
    origin: 'Asterisk best practices page',
    class: 'published',
    values: ['aE3%B8*$jk^G'],
  },
];

const byValue: ReadonlyMap<string, KnownSecret> = new Map(
  knownSecrets.flatMap(({ origin, class: kind, values }) =>
    values.map((value) => [value, { origin, class: kind }] as const),
  ),
);

/** Where `secret` is printed, or `undefined` when no list has exactly this text (letter case counts). */
export function knownSecret(secret: string): KnownSecret | undefined {
  return byValue.get(secret);
}
