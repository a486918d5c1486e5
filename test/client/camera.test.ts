import assert from "node:assert/strict";
import fc from "fast-check";
import { type Camera, follow, pan, reveal, start, viewBoxOf, whole, zoom } from "../../client/views/camera";

const size = (least: number, most: number) =>
	fc.record({ width: fc.integer({ min: least, max: most }), height: fc.integer({ min: least, max: most }) });
const drawings = size(50, 20_000);
const views = size(200, 2000);
const cameras: fc.Arbitrary<Camera> = fc.record({
	x: fc.integer({ min: -500, max: 5000 }),
	y: fc.integer({ min: -500, max: 5000 }),
	scale: fc.double({ min: 0.05, max: 4, noNaN: true }),
});
const close = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

describe("the camera of a graph", () => {
	it("sees the whole drawing in the middle, unless that is too small to draw", () =>
		fc.assert(
			fc.property(drawings, views, (drawing, view) => {
				const { x, y, scale } = whole(drawing, view);
				assert.ok(close(x + view.width / scale / 2, drawing.width / 2));
				assert.ok(close(y + view.height / scale / 2, drawing.height / 2));
				if (scale > 0.05) assert.ok(drawing.width * scale <= view.width && drawing.height * scale <= view.height);
			}),
		));

	it("starts where words can be read, with the beginning of the drawing in sight", () =>
		fc.assert(
			fc.property(drawings, views, (drawing, view) => {
				const { x, y, scale } = start(drawing, view);
				assert.ok(scale >= 0.55 && scale <= 1);
				assert.ok(x <= 0 && y <= 0);
			}),
		));

	it("zooms about a point that stays where it is", () =>
		fc.assert(
			fc.property(cameras, fc.double({ min: 0.2, max: 5, noNaN: true }), views, (camera, factor, { width, height }) => {
				const at = { x: width / 3, y: height / 2 };
				const next = zoom(camera, factor, at);
				assert.ok(close(camera.x + at.x / camera.scale, next.x + at.x / next.scale));
				assert.ok(close(camera.y + at.y / camera.scale, next.y + at.y / next.scale));
				assert.ok(next.scale >= 0.05 && next.scale <= 4);
			}),
		));

	it("never loses the drawing", () =>
		fc.assert(
			fc.property(drawings, views, cameras, fc.integer(), fc.integer(), (drawing, view, camera, x, y) => {
				const next = pan(camera, { x, y }, drawing, view);
				assert.ok(next.x < drawing.width && next.x + view.width / next.scale > 0);
				assert.ok(next.y < drawing.height && next.y + view.height / next.scale > 0);
			}),
		));

	it("moves no farther than needed to see a box", () => {
		const camera = { x: 0, y: 0, scale: 1 };
		const view = { width: 400, height: 300 };
		const box = { x: 100, y: 100, width: 50, height: 20 };
		assert.deepEqual(reveal(camera, box, view), camera);
		assert.deepEqual(reveal(camera, { ...box, y: 400 }, view), { x: 0, y: 144, scale: 1 });
		assert.deepEqual(reveal(camera, { ...box, x: -50 }, view), { x: -74, y: 0, scale: 1 });
		assert.equal(reveal(camera, { ...box, height: 900 }, view).y, 76);
	});

	it("follows a box that moved, and says what it sees", () => {
		const box = { x: 10, y: 20, width: 50, height: 20 };
		const camera = follow({ x: 1, y: 2, scale: 2 }, box, { ...box, x: 30 });
		assert.equal(viewBoxOf(camera, { width: 400, height: 300 }), "21 2 200 150");
	});
});
