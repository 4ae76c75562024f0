import type { ReactElement } from 'react';
import { isClosingFence } from './annotate-source.ts';
import { renderPiece, type RenderedPiece, type RenderOptions } from './render-piece.ts';

export interface MarkdownBlock {
  /** Offset in the whole text where it begins; -1 for what stands at the end of all. */
  readonly key: number;
  readonly element: ReactElement;
}

/** Blocks in groups of a fixed size; a group that is full keeps its identity for good. */
export type BlockGroups = readonly (readonly MarkdownBlock[])[];

export interface MarkdownBlocks {
  /** Draws the text. Where it continues the one before, only its last blocks are parsed. */
  update(text: string): BlockGroups;
}

const groupSize = 32;

/** A fence at the left edge that is still open: what follows is its text until a line closes it. */
interface OpenFence {
  readonly fence: string;
  /** The line that opened it, with its end. */
  readonly opening: string;
  /** What stands before it since the last cut. */
  readonly before: readonly MarkdownBlock[];
  readonly fileBefore: string | null;
  /** Offset where the fence begins. */
  readonly key: number;
  /** Offset of the first line of code. */
  readonly codeStart: number;
  /** Offset of the first line that was not yet looked at for a closing fence. */
  lookedAt: number;
}

/**
 * Draws Markdown that grows at its end, for one answer.
 *
 * A block at the top is final as soon as a blank line and the whole first line of another follow: Markdown has closed
 * the one to open the other, and no later line moves that beginning. Final blocks are kept as elements and never parsed
 * again. Link definitions and footnotes reach backwards: a text that has one is parsed as a whole each time.
 */
export function createMarkdownBlocks(options: RenderOptions): MarkdownBlocks {
  let text = '';
  let groups: BlockGroups = [];
  let full: MarkdownBlock[][] = [];
  let last: MarkdownBlock[] = [];
  /** Everything before this offset is final. */
  let cut = 0;
  let fileBefore: string | null = null;
  let parsesWhole = false;
  let open: OpenFence | null = null;

  const reset = (): void => {
    full = [];
    last = [];
    cut = 0;
    fileBefore = null;
    parsesWhole = false;
    open = null;
  };

  const keep = (block: MarkdownBlock): void => {
    last.push(block);
    if (last.length < groupSize) return;
    full.push(last);
    last = [];
  };

  const toGroups = (tail: readonly MarkdownBlock[]): BlockGroups => {
    const rest = [...last, ...tail];
    const result: (readonly MarkdownBlock[])[] = [...full];
    for (let start = 0; start < rest.length; start += groupSize) result.push(rest.slice(start, start + groupSize));
    return result;
  };

  const drawOpenFence = (fence: OpenFence): BlockGroups | null => {
    if (hasOddCharacter(text, fence.lookedAt)) return null;
    let end = text.length;
    for (;;) {
      const lineEnd = text.indexOf('\n', fence.lookedAt);
      if (lineEnd === -1) break;
      if (isClosingFence(text.slice(fence.lookedAt, lineEnd), fence.fence)) return null;
      fence.lookedAt = lineEnd + 1;
    }
    const isClosing = isClosingFence(text.slice(fence.lookedAt), fence.fence);
    if (isClosing) end = fence.lookedAt;
    // The line end before the closing fence, or at the very end, is not of the code.
    const code = text.slice(fence.codeStart, end > fence.codeStart && text[end - 1] === '\n' ? end - 1 : end);
    const source = `${fence.opening}x${isClosing ? `\n${fence.fence}` : ''}`;
    const codeText = code === '' ? '' : `${code}\n`;
    const piece = renderPiece(source, { ...options, fileBefore: fence.fileBefore, codeText });
    return toGroups([...fence.before, ...piece.elements.map(({ element }) => ({ key: fence.key, element }))]);
  };

  const drawTail = (): BlockGroups => {
    const source = text.slice(cut);
    const piece = renderPiece(source, { ...options, fileBefore });
    if (piece.hasDefinitions && !parsesWhole) {
      reset();
      parsesWhole = true;
      return drawTail();
    }
    const blocks = piece.elements.map(({ start, element }) => ({ key: start === -1 ? -1 : cut + start, element }));
    if (parsesWhole) return toGroups(blocks);
    const finalCount = countFinal(piece, source);
    const tail = blocks.slice(finalCount);
    open = findOpenFence({ text, piece, blocks: tail, fileBefore });
    for (const block of blocks.slice(0, finalCount)) keep(block);
    const first = piece.nodes[finalCount];
    if (finalCount > 0 && first !== undefined) {
      fileBefore = piece.nodes[finalCount - 1]?.file ?? null;
      cut += lineStartOf(source, first.start);
    }
    return toGroups(tail);
  };

  return {
    update(next) {
      if (next === text) return groups;
      if (!next.startsWith(text)) reset();
      text = next;
      const ofFence = open === null ? null : drawOpenFence(open);
      if (ofFence === null) open = null;
      groups = ofFence ?? drawTail();
      return groups;
    },
  };
}

/** How many blocks of a piece nothing that follows can change. */
function countFinal({ nodes }: RenderedPiece, source: string): number {
  const lastLine = lineStartOf(source, source.length);
  for (let index = nodes.length - 1; index > 0; index -= 1) {
    const start = nodes[index]?.start ?? 0;
    if (start >= lastLine || nodes[index - 1]?.isIndentedCode === true) continue;
    // Only at the left edge: what is indented may depend on the list before it. A byte order mark at the start of a piece
    // would be taken for the document's own.
    const isAtEdge = start === lineStartOf(source, start) && !/[ \t\ufeff]/.test(source.charAt(start));
    if (isAtEdge && /\n[ \t]*\r?\n$/.test(source.slice(Math.max(0, start - 400), start))) return index;
  }
  return 0;
}

function lineStartOf(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

interface OpenFenceOptions {
  readonly text: string;
  readonly piece: RenderedPiece;
  /** The blocks of the piece that are not final. */
  readonly blocks: readonly MarkdownBlock[];
  /** The file that was named before the piece. */
  readonly fileBefore: string | null;
}

/** Null where no fence at the left edge is open, or the text is not as simple as the quick way needs it. */
function findOpenFence({ text, piece, blocks, fileBefore }: OpenFenceOptions): OpenFence | null {
  const key = blocks.at(-1)?.key ?? 0;
  if (piece.nodes.at(-1)?.isOpenFence !== true || (key > 0 && text[key - 1] !== '\n')) return null;
  const lineEnd = text.indexOf('\n', key);
  const fence = /^(`{3,}|~{3,})/.exec(text.slice(key, key + 64))?.[1];
  if (lineEnd === -1 || fence === undefined || hasOddCharacter(text, key)) return null;
  return {
    fence,
    opening: text.slice(key, lineEnd + 1),
    before: blocks.slice(0, -1),
    fileBefore: piece.nodes.length === 1 ? fileBefore : (piece.nodes.at(-2)?.file ?? null),
    key,
    codeStart: lineEnd + 1,
    lookedAt: lineEnd + 1,
  };
}

/** Carriage returns end lines too, and a zero character is replaced: both are left to the parser. */
function hasOddCharacter(text: string, start: number): boolean {
  return text.includes('\r', start) || text.includes('\0', start);
}
