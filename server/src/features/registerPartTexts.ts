/** What each part of a register line is for, for each driver. Data in our own words. */
import type { RegisterPartName } from '../register/shape.ts';
import type { RegisterDriver } from '../workspace/registerLines.ts';

/** Markdown sentences about one part. */
export interface PartText {
  readonly title: string;
  readonly what: string;
  /** What holds when the part is absent; empty when it cannot be. */
  readonly absent: string;
  readonly consequence: string;
}

const sip: Readonly<Record<RegisterPartName, PartText>> = {
  transport: {
    title: 'Transport',
    what: 'How the request travels: `udp`, `tcp` or `tls`. Only the first three letters count.',
    absent: '`udp`.',
    consequence:
      'With `tls` the standard port becomes 5061. Where it is not `udp`, look at `tcpenable` and `tlsenable` in `[general]` too.',
  },
  peer: {
    title: 'Peer',
    what: 'Name of a section in this file. Asterisk takes over its settings for the request, for example the outbound proxy and the secret.',
    absent: 'no peer takes part, unless the host is the name of one.',
    consequence: 'Upper and lower case matter here, and a name that no section has is ignored.',
  },
  user: {
    title: 'User',
    what: 'The account at the provider, often the phone number. It becomes the address that is registered.',
    absent: 'there is nobody to register as.',
    consequence: 'A user the provider does not know shows as "Rejected" or "No Authentication".',
  },
  domain: {
    title: 'Domain',
    what: 'Domain of the address that is registered, where it differs from the host the request is sent to.',
    absent: 'the host is the domain.',
    consequence: 'Some providers refuse requests for a domain that is not theirs.',
  },
  domainport: {
    title: 'Port of the domain',
    what: 'Port written behind the domain in the address that is registered. The request is not sent there.',
    absent: 'none is written.',
    consequence:
      'It is seldom needed; a fourth text between colons makes Asterisk read the second one as this port.',
  },
  secret: {
    title: 'Secret',
    what: 'The password for this account. It is never shown here.',
    absent:
      'Asterisk cannot answer when the provider asks for a password, unless an `auth` line or the peer gives one.',
    consequence:
      'A wrong one shows as "No Authentication", or as "Auth. Sent" that never ends. A `remotesecret` of the peer and an `auth` line for the realm win over it.',
  },
  authuser: {
    title: 'Login name',
    what: 'Name that goes with the secret, where the provider gave a login that differs from the user.',
    absent: 'the user.',
    consequence: 'A wrong one looks exactly like a wrong secret.',
  },
  host: {
    title: 'Host',
    what: 'Where the request goes: a host name, an IPv4 address, an IPv6 address in square brackets, or the name of a peer, whose address is then used.',
    absent: 'nothing is ever sent.',
    consequence: 'A host that does not answer leaves the registration at "Request Sent".',
  },
  port: {
    title: 'Port',
    what: 'Port of the host.',
    absent: '5060, or 5061 for `tls`.',
    consequence: 'A port where nobody listens leaves the registration at "Request Sent".',
  },
  callback: {
    title: 'Extension',
    what: 'Extension at which calls from the provider arrive. It becomes the user of the address Asterisk asks to be called at.',
    absent: '`s`.',
    consequence:
      'The dialplan needs this extension in the context of the peer that matches the provider; otherwise calls are refused although everything is registered.',
  },
  expiry: {
    title: 'Time',
    what: 'For how many seconds the registration is asked for. The provider may shorten it; Asterisk renews it in time.',
    absent: 'the option `defaultexpiry` above this line, or else 120.',
    consequence: 'A time the provider finds too short shows as "Rejected" where the two cannot agree.',
  },
  key: { title: 'Key', what: 'sip.conf has no keys here.', absent: '', consequence: '' },
};

const nothing = (title: string): PartText => ({
  title,
  what: 'iax.conf has no such part in register lines.',
  absent: '',
  consequence: '',
});

const iax: Readonly<Record<RegisterPartName, PartText>> = {
  transport: nothing('Transport'),
  peer: nothing('Peer'),
  user: {
    title: 'User',
    what: 'The account on the other side, usually the name of a section with `type=peer` or `type=friend` there. At most 79 bytes.',
    absent: 'there is nobody to register as.',
    consequence: 'A user the other side does not know shows as "Rejected".',
  },
  domain: nothing('Domain'),
  domainport: nothing('Port of the domain'),
  secret: {
    title: 'Secret',
    what: 'The password for this account, at most 79 bytes, without `:` and `@`. It is never shown here.',
    absent: 'Asterisk has no answer when the other side asks for one, which shows as "No Authentication".',
    consequence: 'A wrong one shows as "Rejected".',
  },
  authuser: nothing('Login name'),
  host: {
    title: 'Host',
    what: 'Where the request goes: a host name or an IPv4 address. IPv6 addresses are not possible in this line.',
    absent: 'the line is skipped.',
    consequence: 'A host that does not answer shows as "Timeout".',
  },
  port: {
    title: 'Port',
    what: 'Port of the host.',
    absent: '4569.',
    consequence: 'A port where nobody listens shows as "Timeout".',
  },
  callback: nothing('Extension'),
  expiry: nothing('Time'),
  key: {
    title: 'Key',
    what: 'Name of a private RSA key, written in square brackets in place of the secret. The file stands in the keys folder of Asterisk.',
    absent: '',
    consequence:
      'A key that is not loaded leaves the registration without an answer to the question who it is.',
  },
};

/** Texts by driver and part. */
export const partTexts: Readonly<Record<RegisterDriver, Readonly<Record<RegisterPartName, PartText>>>> = {
  sip,
  iax,
};
