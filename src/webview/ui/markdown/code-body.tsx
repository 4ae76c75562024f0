import {
  createElement,
  memo,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from 'react';
import { createCodeModel } from './code-model.ts';
import type { CodeLine } from './code-tokens.ts';

/** Lines that are drawn and kept as one: a change redraws so many, and the browser skips so many that are out of sight. */
const chunkLines = 50;
/** A block longer than this lets the browser skip what is out of sight. */
const longLines = 150;

export interface CodeBodyProps {
  readonly code: string;
  readonly language: string | null;
  /** More of it may come: the last line is left plain. */
  readonly isOpen: boolean;
}

/** The lines of a code block: plain at once, coloured when the page is idle. */
export function CodeBody({ code, language, isOpen }: CodeBodyProps): ReactElement {
  const [model] = useState(createCodeModel);
  const { lines, wholeCount, rest, colours } = model.read(code, language, isOpen);
  const colouredCount = useSyncExternalStore(colours.subscribe, colours.count);
  useEffect(() => {
    const whole = wholeCount === lines.length ? lines : lines.slice(0, wholeCount);
    colours.update(isOpen ? whole : [...whole, rest], isOpen ? undefined : code);
  }, [colours, lines, wholeCount, rest, isOpen, code]);
  useEffect(() => () => colours.stop(), [colours]);

  const count = wholeCount + 1;
  const isLong = count > longLines;
  const chunks: ReactElement[] = [];
  for (let from = 0; from < count; from += chunkLines) {
    const to = Math.min(from + chunkLines, count);
    chunks.push(
      <CodeChunk
        key={from}
        lines={lines}
        rest={to === count ? rest : null}
        coloured={colours.lines}
        from={from}
        to={to}
        colouredTo={Math.min(Math.max(colouredCount, from), to)}
        isSkippable={isLong}
      />,
    );
  }
  return <code className="c-code-lines">{chunks}</code>;
}

interface CodeChunkProps {
  readonly lines: readonly string[];
  /** The last line, in the last chunk. */
  readonly rest: string | null;
  readonly coloured: readonly CodeLine[];
  readonly from: number;
  readonly to: number;
  /** Lines before this one have colours. */
  readonly colouredTo: number;
  readonly isSkippable: boolean;
}

/** The arrays only ever grow, so the numbers beside them tell whether a chunk is another. */
const CodeChunk = memo(function CodeChunk(props: CodeChunkProps): ReactElement {
  const { lines, rest, coloured, from, to, colouredTo, isSkippable } = props;
  const children: ReactNode[] = [];
  for (let index = from; index < to; index += 1) {
    const colours = index < colouredTo ? coloured[index] : undefined;
    const plain = rest !== null && index === to - 1 ? rest : (lines[index] ?? '');
    if (colours === undefined) children.push(plain);
    else children.push(...colours.map(drawToken));
    children.push('\n');
  }
  const style = isSkippable ? { containIntrinsicSize: `auto 0 auto calc(${to - from} * 1lh)` } : undefined;
  return createElement(
    'span',
    { className: isSkippable ? 'c-code-chunk c-code-skip' : 'c-code-chunk', style },
    ...children,
  );
});

function drawToken(token: CodeLine[number]): ReactNode {
  return typeof token === 'string' ? token : createElement('span', { className: token[0] }, token[1]);
}
