import { fenced, inline, listWords } from '../markdown.ts';
import { say, type WorkEvent } from '../work.ts';

interface Pattern {
  readonly about: RegExp;
  readonly name: string;
  readonly source: string;
  readonly flags: string;
  readonly takes: readonly string[];
  readonly leaves: readonly string[];
  readonly note: string;
}

/** Each is linear: no repeated group can match the same text in two ways. */
export const patterns: readonly Pattern[] = [
  {
    about: /\be-?mails?\b/,
    name: 'an e-mail address',
    source: '^[^\\s@]+@[^\\s@.]+(?:\\.[^\\s@.]+)+$',
    flags: '',
    takes: ['ada@example.org', 'a.b+tag@mail.example.com'],
    leaves: ['ada@', 'ada@example', 'a b@example.org'],
    note: 'Loose on purpose: whether an address exists only a mail can tell.',
  },
  {
    about: /\buuids?\b|\bguids?\b/,
    name: 'a UUID',
    source: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    flags: 'i',
    takes: ['550e8400-e29b-41d4-a716-446655440000'],
    leaves: ['550e8400e29b41d4a716446655440000', '550e8400-e29b-91d4-a716-446655440000'],
    note: 'Versions 1 to 8; the nil UUID is left out.',
  },
  {
    about: /\b(?:semver|semantic version|version)s?\b/,
    name: 'a semantic version',
    source: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?$',
    flags: '',
    takes: ['1.2.3', '0.1.0-rc.1', '1.0.0+build.7'],
    leaves: ['1.2', '01.2.3', 'v1.2.3'],
    note: 'Groups: major, minor, patch, pre-release, build.',
  },
  {
    about: /\b(?:iso )?(?:date ?times?|timestamps?)\b/,
    name: 'an ISO 8601 moment',
    source:
      '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$',
    flags: '',
    takes: ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.123+02:00'],
    leaves: ['2026-13-21T09:30:00Z', '2026-11-21 09:30'],
    note: 'It does not know that February is short; parse it to be sure.',
  },
  {
    about: /\bdates?\b/,
    name: 'an ISO date',
    source: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
    flags: '',
    takes: ['2026-11-21'],
    leaves: ['2026-13-01', '21.11.2026'],
    note: 'It does not know that February is short; parse it to be sure.',
  },
  {
    about: /\bip(?:v4)?(?: address(?:es)?)?\b/,
    name: 'an IPv4 address',
    source: '^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$',
    flags: '',
    takes: ['127.0.0.1', '255.255.255.255'],
    leaves: ['256.1.1.1', '1.2.3'],
    note: 'For IPv6, parse: no short expression is right.',
  },
  {
    about: /\burls?\b|\blinks?\b|\bweb address/,
    name: 'a web address',
    source: '^https?:\\/\\/[^\\s\\/$.?#][^\\s]*$',
    flags: 'i',
    takes: ['https://example.org/a?b=c', 'http://localhost:3000'],
    leaves: ['ftp://example.org', 'https://', 'example.org'],
    note: 'To take it apart, use the URL class of your language.',
  },
  {
    about: /\bhex(?:adecimal)? ?colou?rs?\b|\bcolou?rs?\b/,
    name: 'a hexadecimal colour',
    source: '^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$',
    flags: 'i',
    takes: ['#fff', '#CC785C', '#cc785cff'],
    leaves: ['fff', '#ggg', '#12345'],
    note: 'With and without alpha.',
  },
  {
    about: /\bslugs?\b|\bkebab/,
    name: 'a slug',
    source: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    flags: '',
    takes: ['hello-world', 'a1'],
    leaves: ['-a', 'a--b', 'Hello'],
    note: '',
  },
  {
    about: /\bphone\b|\btelephone\b/,
    name: 'an international phone number',
    source: '^\\+[1-9]\\d{6,14}$',
    flags: '',
    takes: ['+4915112345678'],
    leaves: ['0151 12345678', '+0123456789'],
    note: 'E.164, after spaces and hyphens are taken out.',
  },
  {
    about: /\btimes?\b|\bclock\b/,
    name: 'a time of day',
    source: '^(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?$',
    flags: '',
    takes: ['09:30', '23:59:59'],
    leaves: ['24:00', '9:30'],
    note: '',
  },
  {
    about: /\bwhite ?space\b|\btrailing\b|\bspaces\b/,
    name: 'white space at the ends of lines',
    source: '(?<![ \\t])[ \\t]+$',
    flags: 'gm',
    takes: ['a  ', 'b\t'],
    leaves: ['a b'],
    note: 'Replace with nothing. The look behind keeps it fast on long runs of spaces.',
  },
  {
    about: /\b(?:integers?|numbers?|decimals?|floats?|digits?)\b/,
    name: 'a decimal number',
    source: '^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?$',
    flags: 'i',
    takes: ['42', '-3.5', '1e-9', '.5'],
    leaves: ['1,5', '0x10', '--1'],
    note: 'For whole numbers only: `^[+-]?\\d+$`.',
  },
];

export function* draftRegex(about: string): Generator<WorkEvent> {
  const lower = about.toLowerCase();
  const found = patterns.find(({ about: form }) => form.test(lower));
  if (found === undefined) {
    yield say(
      `I have ready expressions for ${listWords(
        patterns.map(({ name }) => name),
        20,
      )}. For anything else I would have to understand the words; that needs a language model.`,
    );
    return;
  }
  yield say(`For ${found.name}:`, '', fenced(`/${found.source}/${found.flags}`, 'javascript'));
  yield say(
    `It takes ${listWords(found.takes.map((text) => inline(text)))}; it leaves ${listWords(found.leaves.map((text) => inline(text)))}. ${found.note}`.trim(),
  );
}
