import type { ReactElement } from 'react';
import { iconPaths, type IconName, type IconPart } from './icon-paths.ts';
import './icon.css';

export type { IconName } from './icon-paths.ts';

export interface IconProps {
  readonly name: IconName;
  /** Edge in pixels. */
  readonly size?: number;
}

/** One of the kit's own icons, in the colour of the words around it. */
export function Icon({ name, size = 16 }: IconProps): ReactElement {
  const parts: readonly IconPart[] = iconPaths[name];
  return (
    <svg
      className={name === 'spinner' ? 'c-icon c-icon-spinner' : 'c-icon'}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {parts.map((part, index) => (
        <IconShape key={index} part={part} />
      ))}
    </svg>
  );
}

function IconShape({ part }: { readonly part: IconPart }): ReactElement {
  if (part.dot !== undefined) return <circle className="c-icon-fill" cx={part.dot[0]} cy={part.dot[1]} r="0.9" />;
  if (part.fill !== undefined) return <path className="c-icon-fill" d={part.fill} />;
  return <path d={part.line} {...(part.isSoft === true ? { opacity: 0.45 } : {})} />;
}
