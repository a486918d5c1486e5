/** Which part of a drawing is seen, and how large. Pure geometry: the drawing's units on one side, pixels on the other. */

export interface Size {
	readonly width: number;
	readonly height: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Box extends Point, Size {}

/** The drawing's point at the top left corner of the view, and pixels per unit. */
export interface Camera extends Point {
	readonly scale: number;
}

const MIN_SCALE = 0.05;
const MAX_SCALE = 4;
const MARGIN = 24;
/** Below it, the words of a drawing are not readable. */
const READABLE = 0.55;
const NATURAL = 1;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The whole drawing, in the middle. */
export function whole(drawing: Size, view: Size, most = 1.5): Camera {
	const room = { width: Math.max(1, view.width - 2 * MARGIN), height: Math.max(1, view.height - 2 * MARGIN) };
	const scale = clamp(Math.min(room.width / drawing.width, room.height / drawing.height, most), MIN_SCALE, MAX_SCALE);
	return { ...centred(drawing, view, scale), scale };
}

/** The whole drawing if it can be read then, else its beginning. */
export function start(drawing: Size, view: Size): Camera {
	const all = whole(drawing, view, NATURAL);
	if (all.scale >= READABLE) return all;
	const widthOnly = whole({ width: drawing.width, height: 1 }, view, NATURAL);
	const scale = clamp(widthOnly.scale, READABLE, NATURAL);
	const { x, y } = centred(drawing, view, scale);
	const edge = -MARGIN / scale;
	return {
		x: drawing.width * scale > view.width ? edge : x,
		y: drawing.height * scale > view.height ? edge : y,
		scale,
	};
}

const centred = (drawing: Size, view: Size, scale: number): Point => ({
	x: (drawing.width - view.width / scale) / 2,
	y: (drawing.height - view.height / scale) / 2,
});

/** Larger or smaller, with the point under `at` (in pixels) staying where it is. */
export function zoom(camera: Camera, factor: number, at: Point): Camera {
	const scale = clamp(camera.scale * factor, MIN_SCALE, MAX_SCALE);
	return {
		x: camera.x + at.x / camera.scale - at.x / scale,
		y: camera.y + at.y / camera.scale - at.y / scale,
		scale,
	};
}

/** Moved by pixels; some of the drawing always stays in sight. */
export function pan(camera: Camera, by: Point, drawing: Size, view: Size): Camera {
	const { scale } = camera;
	const keep = MARGIN / scale;
	return {
		x: clamp(camera.x + by.x / scale, keep - view.width / scale, drawing.width - keep),
		y: clamp(camera.y + by.y / scale, keep - view.height / scale, drawing.height - keep),
		scale,
	};
}

/** Moved no farther than needed to see a box whole; its beginning, when it is larger than the view. */
export function reveal(camera: Camera, box: Box, view: Size): Camera {
	const margin = MARGIN / camera.scale;
	return {
		...camera,
		x: axis(camera.x, view.width / camera.scale, box.x - margin, box.width + 2 * margin),
		y: axis(camera.y, view.height / camera.scale, box.y - margin, box.height + 2 * margin),
	};
}

function axis(from: number, length: number, start: number, size: number): number {
	if (size > length || start < from) return start;
	return start + size > from + length ? start + size - length : from;
}

/** The camera after a box has moved in the drawing, so that it stays where it was on the screen. */
export const follow = (camera: Camera, before: Box, after: Box): Camera => ({
	...camera,
	x: camera.x + after.x - before.x,
	y: camera.y + after.y - before.y,
});

export const viewBoxOf = ({ x, y, scale }: Camera, view: Size): string =>
	[x, y, view.width / scale, view.height / scale].map((value) => Number(value.toFixed(2))).join(" ");

export const isCamera = (value: unknown): value is Camera =>
	typeof value === "object" &&
	value !== null &&
	["x", "y", "scale"].every((key) => Number.isFinite((value as Readonly<Record<string, unknown>>)[key]));
