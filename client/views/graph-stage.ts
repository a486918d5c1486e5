import {
	type Box,
	type Camera,
	follow,
	type Point,
	pan,
	reveal,
	type Size,
	start,
	viewBoxOf,
	whole,
	zoom,
} from "./camera";
import { element } from "./dom";

/** The window onto the drawing: what is seen of it, moved by wheel and drag. Knows nothing of layers. */
export interface Stage {
	readonly node: HTMLElement;
	/** Puts a drawing in. What is seen stays, or starts anew when there was nothing. */
	show(svg: SVGSVGElement, size: Size): void;
	camera(): Camera | undefined;
	/** Whether the camera is where we put it, not the user. */
	untouched(): boolean;
	restore(camera: Camera): void;
	fit(): void;
	zoomBy(factor: number, at?: Point): void;
	panBy(by: Point): void;
	/** `covered` pixels at the bottom are under something else. */
	reveal(box: Box, covered?: number): void;
	follow(before: Box, after: Box): void;
}

const DRAG = 4;

export function createStage(label: string, moved: () => void): Stage {
	const node = element("div", { class: "stage", role: "listbox", "aria-label": label });
	let svg: SVGSVGElement | undefined;
	let drawing: Size = { width: 1, height: 1 };
	let view: Size = { width: 0, height: 0 };
	let camera: Camera | undefined;
	let placed: "start" | "fit" | "user" = "start";

	function set(next: Camera, by: typeof placed = "user"): void {
		camera = next;
		placed = by;
		if (svg) svg.setAttribute("viewBox", viewBoxOf(next, view));
		moved();
	}

	/** Without a size there is nothing to see yet. */
	function place(): void {
		if (!svg || view.width === 0 || view.height === 0) return;
		if (!camera || placed === "start") set(start(drawing, view), "start");
		else if (placed === "fit") set(whole(drawing, view), "fit");
		else set(camera);
	}

	new ResizeObserver(() => {
		view = { width: node.clientWidth, height: node.clientHeight };
		place();
	}).observe(node);
	// A browser scrolls what has the focus into view; the camera does that here.
	node.addEventListener("scroll", () => node.scrollTo(0, 0));

	const zoomBy = (factor: number, at: Point = { x: view.width / 2, y: view.height / 2 }): void => {
		if (camera) set(zoom(camera, factor, at));
	};
	const panBy = (by: Point): void => {
		if (camera) set(pan(camera, by, drawing, view));
	};
	listenToWheel(node, zoomBy, panBy);
	listenToDrag(node, panBy);

	return {
		node,
		show: (shown, size) => {
			svg?.remove();
			svg = shown;
			drawing = size;
			shown.setAttribute("width", "100%");
			shown.setAttribute("height", "100%");
			shown.setAttribute("preserveAspectRatio", "xMinYMin meet");
			node.append(shown);
			place();
		},
		camera: () => camera,
		untouched: () => placed !== "user",
		restore: (restored) => {
			camera = restored;
			placed = "user";
			place();
		},
		fit: () => {
			placed = "fit";
			place();
		},
		zoomBy,
		panBy,
		reveal: (box, covered = 0) => {
			const next = camera && reveal(camera, box, { ...view, height: view.height - covered });
			if (next && camera && (next.x !== camera.x || next.y !== camera.y)) set(next);
		},
		follow: (before, after) => {
			if (camera && placed === "user") set(follow(camera, before, after));
		},
	};
}

/** The wheel zooms where the pointer is; with shift, or moved sideways, it pans. A pinch comes as a wheel with ctrl. */
function listenToWheel(node: HTMLElement, zoomBy: Stage["zoomBy"], panBy: Stage["panBy"]): void {
	node.addEventListener(
		"wheel",
		(event) => {
			event.preventDefault();
			const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
			const by = { x: event.deltaX * unit, y: event.deltaY * unit };
			const pinch = event.ctrlKey || event.metaKey;
			if (!pinch && (event.shiftKey || Math.abs(by.x) > Math.abs(by.y))) {
				panBy(by.x === 0 ? { x: by.y, y: 0 } : by);
				return;
			}
			const { left, top } = node.getBoundingClientRect();
			zoomBy(Math.exp(-by.y * (pinch ? 0.01 : 0.0015)), { x: event.clientX - left, y: event.clientY - top });
		},
		{ passive: false },
	);
}

function listenToDrag(node: HTMLElement, panBy: Stage["panBy"]): void {
	let last: Point | undefined;
	let dragging = false;
	// A layer gets the focus when it is clicked, not when a drag begins on it.
	node.addEventListener("mousedown", (event) => event.preventDefault());
	node.addEventListener("pointerdown", (event) => {
		if (event.button > 1) return;
		last = { x: event.clientX, y: event.clientY };
		dragging = false;
	});
	node.addEventListener("pointermove", (event) => {
		if (!last || event.buttons === 0) return;
		const by = { x: last.x - event.clientX, y: last.y - event.clientY };
		if (!dragging && Math.hypot(by.x, by.y) < DRAG) return;
		if (!dragging) node.setPointerCapture(event.pointerId);
		dragging = true;
		node.classList.add("dragging");
		last = { x: event.clientX, y: event.clientY };
		panBy(by);
	});
	const ended = (): void => {
		last = undefined;
		node.classList.remove("dragging");
	};
	node.addEventListener("pointerup", ended);
	node.addEventListener("pointercancel", ended);
	// What ends a drag is no click.
	node.addEventListener("click", (event) => dragging && event.stopImmediatePropagation(), { capture: true });
}
