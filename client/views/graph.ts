import type { GraphNode, ModelGraphView } from "../../shared/model-views";
import { type Camera, isCamera } from "./camera";
import { announcer, element } from "./dom";
import { pngFile, svgFile } from "./export-drawing";
import { createDetails } from "./graph-details";
import { type GraphAction, graphAction, isFind, type SimpleAction } from "./graph-keys";
import { createLayers } from "./graph-layers";
import { createSearchBar } from "./graph-search";
import { createStage } from "./graph-stage";
import { createGraphTools } from "./graph-tools";
import { connectHost } from "./host";
import { nextNode } from "./moves";
import { createNotice, goneText } from "./notice";
import { type Drawing, readDrawing } from "./safe-svg";
import { neighbour, search } from "./search";

interface Page {
	readonly camera?: Camera | undefined;
	readonly current?: string | undefined;
	readonly query: string;
}

let view: ModelGraphView | undefined;
let drawing: Drawing | undefined;
let found: readonly number[] = [];

const host = connectHost((message) => {
	if (message.type === "graph") show(message.view);
	else if (message.type === "gone") notice.show(goneText(message.saved.name, view !== undefined));
});
const kept = readPage(host.kept());
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

const title = element("h1", { class: "off-screen" }, "Graph");
const notice = createNotice();
const { node: live, say } = announcer();
const stage = createStage("Layers of the model. Arrow keys follow the connections, Enter goes to the code.", () => {
	tools.zoom(scale());
	details.show(layers.current, scale());
	keep();
});
const layers = createLayers("All layers", (node) => open(node, true));
const details = createDetails(() => layers.current && open(layers.current, true));
const bar = createSearchBar({ changed: searchAnew, step, left: () => layers.focus() });
const tools = createGraphTools({
	zoomBy: (factor) => stage.zoomBy(factor),
	fit: () => stage.fit(),
	save,
});
document.body.append(
	element("header", {}, title, bar.node, tools.node),
	notice.node,
	element("main", {}, stage.node, details.node, layers.list),
	live,
);
bar.setQuery(kept.query);
bar.count(0, undefined);
listen();
host.post({ type: "ready" });

function show(next: ModelGraphView): void {
	const read = next.svg === view?.svg && drawing ? drawing : readDrawing(next.svg);
	if (!read) {
		notice.show("The drawing could not be read.");
		return;
	}
	const before = layers.current;
	const first = view === undefined;
	const same = next.svg === view?.svg && layers.update(next.nodes);
	view = next;
	drawing = read;
	title.textContent = `Graph of ${next.name}`;
	document.title = title.textContent;
	notice.show(next.nodes.length ? "" : "The model has no layers that are known.");
	if (same) return;
	sheet.replaceSync(read.styles);
	const svg = read.svg.cloneNode(true) as SVGSVGElement;
	const focused = layers.hasFocus();
	stage.show(svg, next);
	layers.show(svg, next.nodes);
	if (focused) layers.focus();
	if (first) restore();
	else if (before && layers.current) stage.follow(before.box, layers.current.box);
	details.show(layers.current, scale());
	find();
}

const scale = (): number => stage.camera()?.scale ?? 1;

function restore(): void {
	if (kept.camera) stage.restore(kept.camera);
	layers.choose(kept.current);
}

function choose(id: string | undefined): void {
	if (id === undefined) return;
	layers.choose(id);
	details.show(layers.current, scale());
	if (layers.current) stage.reveal(layers.current.box, details.height());
	bar.count(found.length, position());
	keep();
}

function open(node: GraphNode, focus: boolean): void {
	choose(node.id);
	if (node.location) host.post({ type: "reveal", location: node.location, focus });
	else say(`${node.name} has no place in the code`);
}

function find(): void {
	found = search(layers.nodes, bar.query());
	layers.mark(found);
	bar.count(found.length, position());
}

function searchAnew(): void {
	find();
	const first = found[0];
	if (first !== undefined && position() === undefined) choose(layers.nodes[first]?.id);
	keep();
}

function step(forward: boolean): void {
	const next = neighbour(found, currentIndex(), forward);
	if (next === undefined) return;
	choose(layers.nodes[next]?.id);
	say(layers.current?.label ?? "");
}

const currentIndex = (): number => (layers.current ? layers.nodes.indexOf(layers.current) : -1);

function position(): number | undefined {
	const at = found.indexOf(currentIndex());
	return at < 0 ? undefined : at;
}

function act(action: GraphAction): void {
	if (action.do === "move") {
		const from = layers.current?.id;
		focusOn(from === undefined ? layers.nodes[0]?.id : nextNode(layers.nodes, from, action.direction));
	} else if (action.do === "pan") stage.panBy(action);
	else if (action.do === "zoom") stage.zoomBy(action.factor);
	else if (action.do === "step") {
		step(action.forward);
		layers.focus();
	} else SIMPLE[action.do]();
}

const SIMPLE: Readonly<Record<SimpleAction, () => void>> = {
	first: () => focusOn(layers.nodes[0]?.id),
	last: () => focusOn(layers.nodes.at(-1)?.id),
	open: () => layers.current && open(layers.current, true),
	fit: () => stage.fit(),
	search: () => bar.focus(),
	leave: () => {
		bar.setQuery("");
		searchAnew();
	},
};

function focusOn(id: string | undefined): void {
	choose(id);
	layers.focus();
}

async function save(format: "svg" | "png"): Promise<void> {
	if (!view || !drawing) return;
	try {
		const content = svgFile(drawing, view, stage.node.querySelector("svg") ?? stage.node);
		if (format === "svg") host.post({ type: "save", format, content });
		else host.post({ type: "save", format, content: await pngFile(content, view) });
	} catch (error) {
		host.post({ type: "failed", message: `The picture could not be made: ${String(error)}` });
	}
}

function listen(): void {
	document.addEventListener("keydown", (event) => {
		const { target } = event;
		// Nothing has the focus when the view was just opened; in a field or on a button, keys have their own meaning.
		const isGraph = target === document.body || (target instanceof Node && stage.node.contains(target));
		const action = isGraph || isFind(event) ? graphAction(event) : undefined;
		if (!action) return;
		event.preventDefault();
		act(action);
	});
	stage.node.addEventListener("click", (event) => {
		const node = nodeAt(event);
		if (!node) return;
		open(node, event.detail > 1);
		layers.focus();
	});
	// A layer that gets the focus by Tab is the current one.
	stage.node.addEventListener("focusin", (event) => {
		const node = nodeAt(event);
		if (node && node !== layers.current) choose(node.id);
		else if (node) stage.reveal(node.box, details.height());
	});
}

function nodeAt({ target }: Event): GraphNode | undefined {
	const id = target instanceof Element ? target.getAttribute("data-layer") : undefined;
	return layers.nodes.find((node) => node.id === id);
}

function keep(): void {
	if (!view) return;
	const page: Page = {
		camera: stage.untouched() ? undefined : stage.camera(),
		current: layers.current?.id,
		query: bar.query(),
	};
	host.keep(page);
}

function readPage(value: unknown): Page {
	const { camera, current, query } = (typeof value === "object" && value !== null ? value : {}) as Partial<
		Record<keyof Page, unknown>
	>;
	return {
		camera: isCamera(camera) ? camera : undefined,
		current: typeof current === "string" ? current : undefined,
		query: typeof query === "string" ? query : "",
	};
}
