import type { ReactElement } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { kitWord } from './words.ts';
import './chip.css';

export interface ChipProps {
  readonly icon?: IconName;
  readonly label: string;
  /** A quiet addition: lines, a count. */
  readonly detail?: string;
  readonly onRemove?: () => void;
  readonly onOpen?: () => void;
}

/** A small named thing: a file beside a message, a selection. */
export function Chip({ icon, label, detail, onRemove, onOpen }: ChipProps): ReactElement {
  const face = (
    <>
      {icon !== undefined && <Icon name={icon} size={13} />}
      <span className="c-chip-label">{label}</span>
      {detail !== undefined && <span className="c-chip-detail">{detail}</span>}
    </>
  );
  return (
    <span className="c-chip" title={detail === undefined ? label : `${label} ${detail}`}>
      {onOpen === undefined ? (
        <span className="c-chip-face">{face}</span>
      ) : (
        <button type="button" className="c-chip-face c-chip-open" title={kitWord('openFile', label)} onClick={onOpen}>
          {face}
        </button>
      )}
      {onRemove !== undefined && (
        <button
          type="button"
          className="c-chip-remove"
          aria-label={kitWord('remove', label)}
          title={kitWord('remove', label)}
          onClick={onRemove}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  );
}
