import { type Box, type Layout, type Pair, type Point, STRAIGHT } from "./geometry";
import { MONOSPACE } from "./svg-box";
import { plain } from "./svg-style";
import { escapeXml, round } from "./svg-text";

const HEAD = 7;
const PORT = 22;

/** A line for each pair, from the lower side of one box to the upper side of the other. */
export function drawLines({ boxes, routes }: Layout, pairs: readonly Pair[], labels: readonly string[]): string {
	const leaves = ports(pairs, 0, (index) => nextX(index, 1));
	const arrives = ports(pairs, 1, (index) => nextX(index, 0));
	const center = (box: Box | undefined): number => (box ? box.x + box.width / 2 : 0);
	function nextX(index: number, side: 0 | 1): number {
		const route = routes[index]?.points ?? [];
		const near = side === 1 ? route[0] : route.at(-1);
		return near?.x ?? center(boxes[pairs[index]?.[side] ?? 0]);
	}
	return pairs
		.map(([from, to], index) => {
			const [source, target] = [boxes[from], boxes[to]];
			if (!source || !target) return "";
			if (from === to) return drawLoop(source, labels[index] ?? "");
			const start = { x: portX(source, leaves[index]), y: source.y + source.height };
			const end = { x: portX(target, arrives[index]), y: target.y };
			const { points, label } = routes[index] ?? STRAIGHT;
			return drawLine([start, ...points, end], labels[index] ?? "", label);
		})
		.join("");
}

/** The place of a line's end among those at the same side of a box, from the left. */
type Port = readonly [place: number, count: number];

function ports(pairs: readonly Pair[], side: 0 | 1, order: (index: number) => number): readonly Port[] {
	const atBox = new Map<number, number[]>();
	pairs.forEach((pair, index) => {
		if (pair[0] !== pair[1]) atBox.set(pair[side], [...(atBox.get(pair[side]) ?? []), index]);
	});
	const found: Port[] = [];
	for (const list of atBox.values()) {
		const sorted = [...list].sort((a, b) => order(a) - order(b) || a - b);
		sorted.forEach((index, place) => {
			found[index] = [place, list.length];
		});
	}
	return found;
}

function portX(box: Box, [place, count]: Port = [0, 1]): number {
	const step = Math.min(PORT, (box.width * 0.7) / count);
	return box.x + box.width / 2 + (place - (count - 1) / 2) * step;
}

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

/** Bends that leave and reach each point from above. */
function curve(points: readonly Point[]): string {
	const [first, ...rest] = points;
	if (!first) return "";
	let previous = first;
	let path = `M${at(first)}`;
	for (const point of rest) {
		const middle = (previous.y + point.y) / 2;
		const isStraight = Math.abs(previous.x - point.x) < 0.5;
		path += isStraight
			? `V${round(point.y)}`
			: `C${at({ x: previous.x, y: middle })} ${at({ x: point.x, y: middle })} ${at(point)}`;
		previous = point;
	}
	return path;
}

function drawLine(points: readonly Point[], label: string, place: Point | undefined): string {
	const end = points.at(-1) as Point;
	const neck = { x: end.x, y: end.y - HEAD };
	return lineGroup(curve([...points.slice(0, -1), neck]), head(end), label, place ?? { x: end.x, y: end.y - 16 });
}

const head = ({ x, y }: Point): string => `M${round(x)} ${round(y)}l-4.5 -${HEAD + 2}h9z`;

/** A layer that is called on what it gave itself. */
function drawLoop({ x, y, width, height }: Box, label: string): string {
	const [right, middle] = [x + width, y + height / 2];
	const path = `M${at({ x: right, y: middle + 10 })}c26 6 26 -26 ${HEAD} -20`;
	const arrow = `M${at({ x: right, y: middle - 10 })}l9 -4.5v9z`;
	return lineGroup(path, arrow, label, { x: right + 40, y: middle });
}

const lineGroup = (path: string, arrow: string, label: string, place: Point): string =>
	`<g class="edge"><path class="path" d="${path}" fill="none" stroke="${plain("line")}" stroke-width="1.4"/><path class="line" d="${arrow}" fill="${plain("line")}"/>${drawLabel(label, place)}</g>`;

const drawLabel = (label: string, { x, y }: Point): string =>
	label === ""
		? ""
		: `<text class="muted halo" x="${round(x)}" y="${round(y + 4)}" font-family="${MONOSPACE}" font-size="11" fill="${plain("muted")}" stroke="${plain("canvas")}" stroke-width="4" paint-order="stroke" text-anchor="middle">${escapeXml(label)}</text>`;
