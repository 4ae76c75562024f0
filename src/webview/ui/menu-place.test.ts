import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { placeMenu } from './menu-place.ts';

const view = { width: 300, height: 800 };
const menu = { width: 180, height: 120 };
const button = (left: number, top: number) => ({ left, right: left + 26, top, bottom: top + 26 });

describe('placeMenu', () => {
  it('hangs below its button, from the edge that is nearer', () => {
    assert.deepEqual(placeMenu({ anchor: button(10, 8), menu, view }), { left: 10, top: 38, maxHeight: 754 });
    assert.equal(placeMenu({ anchor: button(266, 8), menu, view }).left, 112);
  });

  it('opens upwards at the bottom', () => {
    assert.equal(placeMenu({ anchor: button(10, 760), menu, view }).top, 636);
  });

  it('never leaves a view that is wide enough for it', () => {
    const pixels = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(pixels(274), pixels(774), pixels(284), pixels(2_000), (left, top, width, height) => {
        const place = placeMenu({ anchor: button(left, top), menu: { width, height }, view });
        assert.ok(place.left >= 8 && place.left + width <= 292);
        assert.ok(place.top >= 0 && place.top + Math.min(height, place.maxHeight) <= 800);
      }),
    );
  });
});
