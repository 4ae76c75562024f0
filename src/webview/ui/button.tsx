import type { ReactElement, ReactNode } from 'react';
import './button.css';

export interface ButtonProps {
  readonly variant?: 'primary' | 'secondary' | 'quiet';
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  readonly title?: string;
  readonly autoFocus?: boolean;
}

/** A button with words. One `primary` at most in sight: the one thing to do next. */
export function Button({
  variant = 'secondary',
  onClick,
  disabled,
  children,
  title,
  autoFocus,
}: ButtonProps): ReactElement {
  return (
    <button
      type="button"
      className={`c-button c-button-${variant}`}
      onClick={onClick}
      disabled={disabled}
      title={title}
      autoFocus={autoFocus}
    >
      {children}
    </button>
  );
}
