import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from './icon-button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { moveInMenu } from './menu-keys.ts';
import { placeMenu, type MenuPlace } from './menu-place.ts';
import './menu.css';

interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly onSelect: () => void;
  readonly danger?: boolean;
}

export interface MenuProps {
  /** What the menu is of: the button's name and tooltip. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** The icon on the button that opens it. */
  readonly anchor: IconName;
}

/** A button that opens a short list of things to do. */
export function Menu({ label, items, anchor }: MenuProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (returnsFocus: boolean): void => {
    setOpen(false);
    if (returnsFocus) button.current?.focus();
  };
  return (
    <>
      <IconButton
        ref={button}
        icon={anchor}
        label={label}
        hasPopup
        expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }}
      />
      {isOpen && <MenuPopup label={label} items={items} button={button} onClose={close} />}
    </>
  );
}

interface MenuPopupProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: (returnsFocus: boolean) => void;
}

/** Drawn at the end of the body: a row that is moved by a transform would carry a fixed child with it. */
function MenuPopup({ label, items, button, onClose }: MenuPopupProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const place = useMenuPlace(button, list);
  useCloseOutside(button, list, onClose);

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const entries = [...(list.current?.children ?? [])] as HTMLElement[];
    const index = entries.indexOf(document.activeElement as HTMLElement);
    const move = moveInMenu({ key: event.key, index, labels: items.map((item) => item.label) });
    if (move === null) return;
    if (move.kind !== 'leave') event.preventDefault();
    if (move.kind === 'focus') entries[move.index]?.focus();
    else onClose(true);
  };

  return createPortal(
    <div
      ref={list}
      className="c-menu"
      role="menu"
      aria-label={label}
      style={place === null ? { visibility: 'hidden' } : place}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={item.danger === true ? 'c-menu-item c-menu-danger' : 'c-menu-item'}
          onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
          onClick={() => {
            onClose(true);
            item.onSelect();
          }}
        >
          <span className="c-menu-sign">{item.icon !== undefined && <Icon name={item.icon} size={14} />}</span>
          {item.label}
        </button>
      ))}
    </div>,
    document.body,
  );
}

function useMenuPlace(
  button: RefObject<HTMLButtonElement | null>,
  list: RefObject<HTMLDivElement | null>,
): MenuPlace | null {
  const [place, setPlace] = useState<MenuPlace | null>(null);
  useLayoutEffect(() => {
    const anchor = button.current?.getBoundingClientRect();
    const menu = list.current?.getBoundingClientRect();
    if (anchor === undefined || menu === undefined) return;
    setPlace(placeMenu({ anchor, menu, view: { width: window.innerWidth, height: window.innerHeight } }));
  }, [button, list]);
  const isPlaced = place !== null;
  useEffect(() => {
    if (isPlaced) (list.current?.firstElementChild as HTMLElement | null)?.focus();
  }, [isPlaced, list]);
  return place;
}

function useCloseOutside(
  button: RefObject<HTMLButtonElement | null>,
  list: RefObject<HTMLDivElement | null>,
  onClose: (returnsFocus: boolean) => void,
): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const isInside = (target: EventTarget | null): boolean =>
      target instanceof Node && (list.current?.contains(target) === true || button.current?.contains(target) === true);
    const onPointer = (event: PointerEvent): void => {
      if (!isInside(event.target)) latest.current(false);
    };
    const onScroll = (event: Event): void => {
      if (!isInside(event.target)) latest.current(false);
    };
    const onLeave = (): void => latest.current(false);
    document.addEventListener('pointerdown', onPointer, true);
    document.addEventListener('scroll', onScroll, true);
    window.addEventListener('resize', onLeave);
    window.addEventListener('blur', onLeave);
    return () => {
      document.removeEventListener('pointerdown', onPointer, true);
      document.removeEventListener('scroll', onScroll, true);
      window.removeEventListener('resize', onLeave);
      window.removeEventListener('blur', onLeave);
    };
  }, [button, list]);
}
