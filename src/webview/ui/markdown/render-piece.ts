import { createElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { fillCode, replaceImages } from './annotate-html.ts';
import { annotateSource, type SourceNotes } from './annotate-source.ts';
import { classifyLink } from './link-policy.ts';
import type { TreeNode } from './tree.ts';

export interface RenderOptions {
  readonly components: Components;
  /** Before the ids of footnotes, so that two answers do not share one. */
  readonly idPrefix: string;
  readonly imageWord: string;
}

export interface PieceOptions extends RenderOptions {
  readonly fileBefore: string | null;
  /** Stands in the place of the text of the piece's one code block. */
  readonly codeText?: string;
}

interface RenderedNode {
  /** Offset in the piece; -1 for what the renderer adds at the end, such as the list of footnotes. */
  readonly start: number;
  readonly element: ReactElement;
}

export interface RenderedPiece extends SourceNotes {
  readonly elements: readonly RenderedNode[];
}

/** Parses and draws a piece of Markdown in one go, one element for each block at the top. */
export function renderPiece(source: string, options: PieceOptions): RenderedPiece {
  try {
    return parsePiece(source, options);
  } catch (cause) {
    // Thousands of nested quotes overflow the parser's stack; one such answer must not take the panel down.
    if (!(cause instanceof RangeError)) throw cause;
    const words = createElement('p', { className: 'c-md-raw' }, source);
    return { nodes: [], hasDefinitions: false, elements: [{ start: 0, element: words }] };
  }
}

function parsePiece(source: string, options: PieceOptions): RenderedPiece {
  const { components, idPrefix, imageWord, fileBefore, codeText } = options;
  let notes: SourceNotes = { nodes: [], hasDefinitions: false };
  let drawn: readonly TreeNode[] = [];
  const remarkNotes = () => (tree: unknown) => {
    notes = annotateSource(tree as TreeNode, source, fileBefore);
  };
  const rehypeNotes = () => (tree: unknown) => {
    const root = tree as TreeNode;
    replaceImages(root, imageWord);
    if (codeText !== undefined) fillCode(root, codeText);
    drawn = root.children ?? [];
  };
  // The component has no hooks: calling it gives the tree of elements itself, to be taken apart and kept.
  const whole = Markdown({
    children: source,
    components,
    remarkPlugins: [remarkGfm, remarkNotes],
    rehypePlugins: [rehypeNotes],
    remarkRehypeOptions: { clobberPrefix: idPrefix },
    urlTransform: (url) => (classifyLink(url) === 'none' && !url.startsWith(`#${idPrefix}`) ? null : url),
  }) as ReactElement<{ children?: ReactNode }>;
  const children = whole.props.children;
  const elements = (Array.isArray(children) ? children : [children]).filter(isReactElement);
  const starts = drawn.filter((node) => node.type === 'element').map((node) => node.position?.start.offset ?? -1);
  return { ...notes, elements: elements.map((element, index) => ({ element, start: starts[index] ?? -1 })) };
}

function isReactElement(child: unknown): child is ReactElement {
  return isValidElement(child);
}
