import type { ReactElement, ReactNode } from 'react';
import './visually-hidden.css';

/** Words for screen readers alone. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className="c-hidden">{children}</span>;
}
