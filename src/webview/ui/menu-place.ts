export interface MenuPlaceOptions {
  /** The button that the menu belongs to, in pixels of the view. */
  readonly anchor: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly menu: { readonly width: number; readonly height: number };
  readonly view: { readonly width: number; readonly height: number };
}

export interface MenuPlace {
  readonly left: number;
  readonly top: number;
  readonly maxHeight: number;
}

const edge = 8;
const gap = 4;

/** Where a menu stands: by its button, below where there is room, and never outside of the view. In pixels. */
export function placeMenu({ anchor, menu, view }: MenuPlaceOptions): MenuPlace {
  const below = view.height - anchor.bottom - gap - edge;
  const above = anchor.top - gap - edge;
  const opensBelow = menu.height <= below || below >= above;
  const maxHeight = Math.max(0, opensBelow ? below : above);
  const height = Math.min(menu.height, maxHeight);
  const isNearRightEdge = (anchor.left + anchor.right) / 2 > view.width / 2;
  const wanted = isNearRightEdge ? anchor.right - menu.width : anchor.left;
  return {
    left: Math.max(edge, Math.min(wanted, view.width - menu.width - edge)),
    top: opensBelow ? anchor.bottom + gap : anchor.top - gap - height,
    maxHeight,
  };
}
