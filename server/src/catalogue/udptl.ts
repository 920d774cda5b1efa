/**
 * What the fax transport reads from udptl.conf.
 */
import type { OptionFile } from './option.ts';

/** Options of udptl.conf (Asterisk main/udptl.c). */
export const udptl = {
  kind: 'udptl.conf',
  module: 'main/udptl.c',
  onUnknown: 'file',
  sections: [{ kind: 'general', name: 'general' }],
  options: [
    {
      name: 'udptlstart',
      in: ['general'],
      value: { kind: 'port', min: 1024, max: 65535 },
      default: '4000',
      docs: 'The first UDP port for T.38 faxes, 1024 to 65535, default 4000. The firewall must let the range through, or faxes break off after the tones.',
      source: 'main/udptl.c',
    },
    {
      name: 'udptlend',
      in: ['general'],
      value: { kind: 'port', min: 1024, max: 65535 },
      default: '4999',
      docs: 'The last UDP port for T.38 faxes, 1024 to 65535, default 4999. It has to lie above `udptlstart`; the range limits how many faxes run at the same time.',
      source: 'main/udptl.c',
    },
    {
      name: 'udptlchecksums',
      in: ['general'],
      value: { kind: 'boolean' },
      default: 'yes',
      docs: 'With the default `yes` fax packets carry a UDP checksum, `no` leaves it out. Damaged packets then show as black lines on the page.',
      source: 'main/udptl.c',
    },
    {
      name: 'udptlfecentries',
      in: ['general'],
      value: { kind: 'integer', min: 1, max: 5 },
      docs: 'How many repair packets are added to each fax packet, 1 to 5, when forward error correction is used. More survive greater losses and need more bandwidth.',
      source: 'main/udptl.c',
    },
    {
      name: 'udptlfecspan',
      in: ['general'],
      value: { kind: 'integer', min: 1, max: 5 },
      docs: 'How many fax packets one repair packet covers, 1 to 5, when forward error correction is used. A wide span repairs longer gaps, a narrow one repairs sooner.',
      source: 'main/udptl.c',
    },
    {
      name: 'use_even_ports',
      in: ['general'],
      value: { kind: 'boolean' },
      default: 'no',
      docs: '`yes` uses only even port numbers for faxes; the default `no` uses all. A few old gateways insist on them, and the range then holds half as many faxes.',
      source: 'main/udptl.c',
    },
    {
      name: 't38faxudpec',
      in: ['general'],
      value: { kind: 'text' },
      deprecated: { use: 'set error correction in pjsip.conf or sip.conf' },
      removed: '13',
      docs: 'Once chose the error correction of faxes, here ignored. Set `t38_udptl_ec` at the endpoint in pjsip.conf, or `t38pt_udptl` in sip.conf.',
      source: 'main/udptl.c',
    },
    {
      name: 't38faxmaxdatagram',
      in: ['general'],
      value: { kind: 'text' },
      deprecated: { use: 'set the datagram size in pjsip.conf or sip.conf' },
      removed: '13',
      docs: 'Once limited the size of fax packets, here ignored. Set `t38_udptl_maxdatagram` in pjsip.conf, or `maxdatagram` within `t38pt_udptl` in sip.conf.',
      source: 'main/udptl.c',
    },
  ],
} satisfies OptionFile;
