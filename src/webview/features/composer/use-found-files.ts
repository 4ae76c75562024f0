import { useEffect, useState } from 'react';
import type { FoundFile } from '../../../agents/protocol/editor-bridge.ts';
import { useApp } from '../shared/app-context.ts';

const pauseMs = 80;
const mostShown = 12;

/** Files whose path matches, open ones first; null while they are not known. Asks for nothing when `query` is null. */
export function useFoundFiles(query: string | null): readonly FoundFile[] | null {
  const { editor } = useApp();
  const [found, setFound] = useState<readonly FoundFile[] | null>(null);
  useEffect(() => {
    if (query === null) {
      setFound(null);
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(
      () => {
        void editor.findFiles(query).then((files) => {
          const openFirst = files.toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen));
          if (isCurrent) setFound(openFirst.slice(0, mostShown));
        });
      },
      query === '' ? 0 : pauseMs,
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [editor, query]);
  return found;
}
