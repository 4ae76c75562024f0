import { useEffect, useRef, type ReactElement } from 'react';
import type { FoundFile } from '../../../agents/protocol/editor-bridge.ts';
import { t } from '../../state/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { fileName, folderName } from '../shared/format.ts';

export const fileMenuId = 'file-menu';

export function fileOptionId(index: number): string {
  return `${fileMenuId}-${index}`;
}

export interface FileMenuProps {
  /** Null while they are looked for. */
  readonly files: readonly FoundFile[] | null;
  readonly activeIndex: number;
  readonly onPick: (file: FoundFile) => void;
}

/** The files that an `@` offers. The focus stays in the composer, which moves through them. */
export function FileMenu({ files, activeIndex, onPick }: FileMenuProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [activeIndex, files]);
  if (files === null || files.length === 0) {
    return (
      <div className="file-menu file-menu-empty" role="status">
        {files === null ? t('Looking for files') : t('No file matches.')}
      </div>
    );
  }
  return (
    <ul ref={list} id={fileMenuId} className="file-menu" role="listbox" aria-label={t('Files')}>
      {files.map((file, index) => (
        <li
          key={file.path}
          id={fileOptionId(index)}
          role="option"
          aria-selected={index === activeIndex}
          className={index === activeIndex ? 'file-option file-option-active' : 'file-option'}
          // The composer would lose the focus, and with it the caret, to a pressed mouse button.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(file)}
        >
          <Icon name="file" size={14} />
          <span className="file-name">{fileName(file.path)}</span>
          <span className="file-folder">{folderName(file.path)}</span>
          {file.isOpen && <span className="file-open">{t('open')}</span>}
        </li>
      ))}
    </ul>
  );
}
