import type { KeyboardEvent, ReactElement, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './icon-button.css';

export interface IconButtonProps {
  readonly icon: IconName;
  /** What it does: read aloud, and shown as the tooltip. */
  readonly label: string;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly hasPopup?: boolean;
  /** With `hasPopup`: whether the popup is open. */
  readonly expanded?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps): ReactElement {
  const { icon, label, onClick, pressed, disabled, hasPopup, expanded, onKeyDown, ref } = props;
  return (
    <button
      ref={ref}
      type="button"
      className="c-icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-haspopup={hasPopup === true ? 'menu' : undefined}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <Icon name={icon} />
    </button>
  );
}
