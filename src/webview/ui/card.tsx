import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './card.css';

export interface CardProps {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons that mend it. */
  readonly actions?: ReactNode;
}

/** What went wrong or waits for a person, and what to do about it. */
export function Card({ tone, title, children, actions }: CardProps): ReactElement {
  return (
    <section className={`c-card c-card-${tone}`} role={tone === 'error' ? 'alert' : 'group'} aria-label={title}>
      <span className="c-card-sign">
        <Icon name={tone === 'info' ? 'info' : 'warning'} />
      </span>
      <div className="c-card-words">
        <p className="c-card-title">{title}</p>
        <div className="c-card-text">{children}</div>
        {actions !== undefined && <div className="c-card-actions">{actions}</div>}
      </div>
    </section>
  );
}
