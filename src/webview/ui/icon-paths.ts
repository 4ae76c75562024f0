/** A stroke on the 16 grid; `dot` is a filled circle of radius 0.9, `fill` a filled path. */
export interface IconPart {
  readonly line?: string;
  readonly fill?: string;
  readonly dot?: readonly [x: number, y: number];
  readonly isSoft?: boolean;
}

const line = (path: string): readonly IconPart[] => [{ line: path }];

const pin = 'M6 2.5h4l-.5 4 2 2.2v1.1h-7V8.7l2-2.2z';

/** What each icon is drawn from. */
export const iconPaths = {
  plus: line('M8 3v10M3 8h10'),
  list: line('M2.5 4h11M2.5 8h11M2.5 12h7'),
  more: [{ dot: [3.25, 8] }, { dot: [8, 8] }, { dot: [12.75, 8] }],
  send: line('M8 13V3M3.5 7.5 8 3l4.5 4.5'),
  stop: [
    { fill: 'M5 3.5h6A1.5 1.5 0 0 1 12.5 5v6a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 11V5A1.5 1.5 0 0 1 5 3.5z' },
  ],
  copy: line('M6.5 5.5h5a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM3.5 10.5v-7a1 1 0 0 1 1-1h5'),
  check: line('m3 8.5 3.25 3.25L13 4.75'),
  insert: line('M13.5 3v10M2.5 8h7M6.5 5l3 3-3 3'),
  diff: line('M8 2.5v5M5.5 5h5M5.5 12.5h5'),
  open: line('M9.5 2.5h4v4M13.25 2.75 8 8M12.5 9.5v3a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1h3'),
  file: line('M9 2.5H4.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V6zM9 2.5V6h3.5'),
  selection: line('M5.5 2.5h5M8 2.5v11M5.5 13.5h5M2.5 5.5v5M13.5 5.5v5'),
  'chevron-down': line('m4 6.25 4 4 4-4'),
  'chevron-left': line('m9.75 4-4 4 4 4'),
  'chevron-right': line('m6.25 4 4 4-4 4'),
  search: line('M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.25 10.25l3.25 3.25'),
  close: line('m4 4 8 8M12 4l-8 8'),
  trash: line('M2.5 4.5h11M6 4.25V2.5h4v1.75M4 4.5l.6 8a1 1 0 0 0 1 1h4.8a1 1 0 0 0 1-1l.6-8M6.75 7v4M9.25 7v4'),
  pencil: line('M3 13l.6-2.9 7.2-7.2a1 1 0 0 1 1.4 0l.9.9a1 1 0 0 1 0 1.4l-7.2 7.2zM9.5 4.25l2.25 2.25'),
  pin: line(`${pin}M8 9.8v4`),
  'pin-filled': [{ line: `${pin}M8 9.8v4` }, { fill: pin }],
  refresh: line('M13 8a5 5 0 1 1-1.6-3.7L13 5.75M13 2.5v3.25H9.75'),
  warning: [{ line: 'M8 2.75 14 13H2zM8 6.5v3' }, { dot: [8, 11.25] }],
  info: [{ line: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 7.5v3.25' }, { dot: [8, 5.25] }],
  key: line('M5.25 13a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM7.25 8.25 13 2.5M10.5 5l2 2M8.75 6.75l1.25 1.25'),
  'arrow-down': line('M8 3v10M3.5 8.5 8 13l4.5-4.5'),
  archive: line('M2.5 3h11v3h-11zM3.5 6v6a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V6M6.5 8.75h3'),
  download: line('M8 2.5v7M4.75 6.5 8 9.75l3.25-3.25M2.5 11v1.5a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V11'),
  model: line('M8 2.25 13 5v6l-5 2.75L3 11V5zM3.25 5.25 8 8l4.75-2.75M8 8v5.5'),
  spinner: [
    { line: 'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5z', isSoft: true },
    { line: 'M8 2.25A5.75 5.75 0 0 1 13.75 8' },
  ],
  /* A baton drawn across the two arcs of its beat, and the hand that holds it. */
  mark: [
    { line: 'M3.9 12.1 12.4 3.6' },
    { line: 'M5.9 4.1a5.4 5.4 0 0 1 6.2 6.3' },
    { line: 'M3.9 6.7a5.4 5.4 0 0 0 5.5 5.5', isSoft: true },
    { dot: [3.3, 12.7] },
  ],
} as const satisfies Readonly<Record<string, readonly IconPart[]>>;

export type IconName = keyof typeof iconPaths;
