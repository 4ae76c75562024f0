import { memo, useEffect, useId, useMemo, useRef, useState, Fragment, type ReactElement } from 'react';
import { kitWord } from '../words.ts';
import { createMarkdownBlocks, type MarkdownBlock } from './markdown-blocks.ts';
import { MarkdownActionsContext, StreamingContext, type MarkdownActions } from './markdown-context.ts';
import { markdownElements } from './markdown-elements.tsx';
import './markdown.css';
import './code-colours.css';

export interface MarkdownProps {
  readonly text: string;
  /** More may come: the last block is unfinished. */
  readonly isStreaming: boolean;
  readonly onCode: MarkdownActions['onCode'];
  /** Gets only what `classifyLink` lets through. */
  readonly onLink: MarkdownActions['onLink'];
}

/** An answer's Markdown. While it grows, an update costs its last blocks and not the whole. */
export const Markdown = memo(function Markdown({ text, isStreaming, onCode, onLink }: MarkdownProps): ReactElement {
  const id = useId();
  const idPrefix = `c${id.replace(/\W/g, '')}-`;
  const [blocks] = useState(() =>
    createMarkdownBlocks({ components: markdownElements, idPrefix, imageWord: kitWord('image') }),
  );
  const actions = useStableActions({ onCode, onLink, idPrefix });
  return (
    <MarkdownActionsContext value={actions}>
      <StreamingContext value={isStreaming}>
        <div className="c-md">
          {blocks.update(text).map((group, index) => (
            <BlockGroup key={index} blocks={group} />
          ))}
        </div>
      </StreamingContext>
    </MarkdownActionsContext>
  );
});

interface BlockGroupProps {
  readonly blocks: readonly MarkdownBlock[];
}

const BlockGroup = memo(function BlockGroup({ blocks }: BlockGroupProps): ReactElement {
  return (
    <>
      {blocks.map(({ key, element }) => (
        <Fragment key={key}>{element}</Fragment>
      ))}
    </>
  );
});

function useStableActions({ onCode, onLink, idPrefix }: MarkdownActions): MarkdownActions {
  const latest = useRef({ onCode, onLink });
  useEffect(() => {
    latest.current = { onCode, onLink };
  });
  return useMemo(
    () => ({
      idPrefix,
      onCode: (action, code) => latest.current.onCode(action, code),
      onLink: (href) => latest.current.onLink(href),
    }),
    [idPrefix],
  );
}
