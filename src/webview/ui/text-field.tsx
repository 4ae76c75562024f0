import {
  useEffect,
  useRef,
  type DetailedHTMLProps,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import './text-field.css';

interface TextFieldElement extends HTMLElement {
  value: string;
}

interface TextFieldElementProps extends DetailedHTMLProps<HTMLAttributes<TextFieldElement>, TextFieldElement> {
  readonly value: string;
  readonly placeholder: string;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React names its elements here.
  namespace JSX {
    interface IntrinsicElements {
      'vscode-text-field': TextFieldElementProps;
    }
  }
}

export interface TextFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is written here: read aloud. */
  readonly label: string;
  readonly placeholder: string;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  /** Takes the focus and selects what is there. */
  readonly autoFocus?: boolean;
}

/** One line of text. */
export function TextField({ value, onChange, label, placeholder, onKeyDown, autoFocus }: TextFieldProps): ReactElement {
  const field = useRef<TextFieldElement>(null);
  useEffect(() => {
    let isGone = false;
    const prepare = async (): Promise<void> => {
      // The element is not needed for the first sight of a panel, so it is fetched by the first field.
      await import('./text-field-element.ts');
      if (isGone) return;
      // When it is connected, the toolkit's element names itself "Text field", whatever name it was given.
      field.current?.setAttribute('aria-label', label);
      if (autoFocus !== true) return;
      const input = field.current?.shadowRoot?.querySelector('input');
      input?.focus();
      input?.select();
    };
    void prepare();
    return () => {
      isGone = true;
    };
  }, [autoFocus, label]);
  return (
    <vscode-text-field
      ref={field}
      className="c-text-field"
      value={value}
      placeholder={placeholder}
      aria-label={label}
      onInput={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
