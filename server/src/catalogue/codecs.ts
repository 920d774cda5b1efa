/**
 * Names that `allow` and `disallow` take, with what they are. Data only.
 *
 * Source: main/codec_builtin.c and main/format_cap.c of Asterisk 16 to 23; include/asterisk/format_compatibility.h for IAX.
 */

/** One codec. */
export interface Codec {
  /** Looked up without case, as a whole. */
  readonly name: string;
  readonly media: 'audio' | 'video' | 'image' | 'text';
  /** What it is, in a few words. */
  readonly label: string;
  /** First version that knows it; absent when it was always there. */
  readonly since?: string;
  /** First version that no longer knows it. */
  readonly removed?: string;
  /** chan_iax2 has no bit for it and drops it without a word. */
  readonly notInIax?: true;
}

/** All codecs that come with Asterisk, in alphabetical order; codecs.conf can add others. */
export const codecs: readonly Codec[] = [
  { name: 'adpcm', media: 'audio', label: 'Dialogic/IMA ADPCM' },
  { name: 'alaw', media: 'audio', label: 'ITU G.711 A-law, 64 kbit/s' },
  { name: 'codec2', media: 'audio', label: 'Codec 2', since: '16', notInIax: true },
  { name: 'g719', media: 'audio', label: 'ITU G.719 fullband', since: '1.8' },
  { name: 'g722', media: 'audio', label: 'ITU G.722 wideband' },
  { name: 'g723', media: 'audio', label: 'ITU G.723.1' },
  { name: 'g726', media: 'audio', label: 'ITU G.726-32, RFC 3551 bit packing' },
  { name: 'g726aal2', media: 'audio', label: 'ITU G.726-32, AAL2 bit packing' },
  { name: 'g729', media: 'audio', label: 'ITU G.729 Annex A' },
  { name: 'gsm', media: 'audio', label: 'GSM 06.10 full rate' },
  { name: 'h261', media: 'video', label: 'ITU H.261 video' },
  { name: 'h263', media: 'video', label: 'ITU H.263 video' },
  { name: 'h263p', media: 'video', label: 'ITU H.263+ video' },
  { name: 'h264', media: 'video', label: 'ITU H.264 video' },
  { name: 'h265', media: 'video', label: 'ITU H.265 video', since: '16', notInIax: true },
  { name: 'ilbc', media: 'audio', label: 'iLBC' },
  { name: 'jpeg', media: 'image', label: 'JPEG still picture' },
  { name: 'lpc10', media: 'audio', label: 'LPC-10 low bit rate voice' },
  { name: 'mpeg4', media: 'video', label: 'MPEG-4 part 2 video', since: '1.6.2' },
  { name: 'none', media: 'audio', label: 'Placeholder format without media', since: '13', notInIax: true },
  { name: 'opus', media: 'audio', label: 'Opus', since: '12' },
  { name: 'png', media: 'image', label: 'PNG still picture' },
  { name: 'red', media: 'text', label: 'Redundant T.140 text', since: '1.6.2' },
  { name: 'silk12', media: 'audio', label: 'SILK 12 kHz', since: '13', notInIax: true },
  { name: 'silk16', media: 'audio', label: 'SILK 16 kHz', since: '13', notInIax: true },
  { name: 'silk24', media: 'audio', label: 'SILK 24 kHz', since: '13', notInIax: true },
  { name: 'silk8', media: 'audio', label: 'SILK 8 kHz', since: '13', notInIax: true },
  { name: 'siren14', media: 'audio', label: 'ITU G.722.1 Annex C (Siren 14)', since: '1.6.2' },
  { name: 'siren7', media: 'audio', label: 'ITU G.722.1 (Siren 7)', since: '1.6.2' },
  { name: 'slin', media: 'audio', label: 'Raw signed linear PCM 8 kHz' },
  { name: 'slin12', media: 'audio', label: 'Raw signed linear PCM 12 kHz', since: '10', notInIax: true },
  { name: 'slin16', media: 'audio', label: 'Raw signed linear PCM 16 kHz', since: '1.6.2' },
  { name: 'slin192', media: 'audio', label: 'Raw signed linear PCM 192 kHz', since: '10', notInIax: true },
  { name: 'slin24', media: 'audio', label: 'Raw signed linear PCM 24 kHz', since: '10', notInIax: true },
  { name: 'slin32', media: 'audio', label: 'Raw signed linear PCM 32 kHz', since: '10', notInIax: true },
  { name: 'slin44', media: 'audio', label: 'Raw signed linear PCM 44.1 kHz', since: '10', notInIax: true },
  { name: 'slin48', media: 'audio', label: 'Raw signed linear PCM 48 kHz', since: '10', notInIax: true },
  { name: 'slin96', media: 'audio', label: 'Raw signed linear PCM 96 kHz', since: '10', notInIax: true },
  { name: 'speex', media: 'audio', label: 'Speex narrowband' },
  { name: 'speex16', media: 'audio', label: 'Speex wideband', since: '1.8' },
  { name: 'speex32', media: 'audio', label: 'Speex ultra-wideband', since: '10', notInIax: true },
  { name: 't140', media: 'text', label: 'T.140 real-time text', since: '1.6.2' },
  { name: 't38', media: 'image', label: 'T.38 fax over UDPTL', since: '16', notInIax: true },
  { name: 'testlaw', media: 'audio', label: 'Test variant of G.711', since: '1.8', removed: '20' },
  { name: 'ulaw', media: 'audio', label: 'ITU G.711 mu-law, 64 kbit/s' },
  { name: 'vp8', media: 'video', label: 'VP8 video', since: '12' },
  { name: 'vp9', media: 'video', label: 'VP9 video', since: '13', notInIax: true },
];
