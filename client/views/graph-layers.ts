import type { GraphNode } from "../../shared/model-views";
import type { Box } from "./camera";
import { drawn, element } from "./dom";

/** The layers of the drawing as options of a list box: one of them is current, and only that one is a tab stop. */
export interface Layers {
	readonly nodes: readonly GraphNode[];
	readonly current: GraphNode | undefined;
	/** The list of all layers for those who do not see the drawing. */
	readonly list: HTMLElement;
	/** Takes the layers of a drawing; the current one stays current as long as it is there. */
	show(svg: SVGSVGElement, nodes: readonly GraphNode[]): void;
	/** Takes what only the code says anew of the same layers; false when they are others. */
	update(nodes: readonly GraphNode[]): boolean;
	choose(id: string | undefined): void;
	focus(): void;
	hasFocus(): boolean;
	mark(found: readonly number[]): void;
}

const RING = 4;

export function createLayers(label: string, activate: (node: GraphNode) => void): Layers {
	const list = element("ol", { class: "off-screen", "aria-label": label });
	const options = new Map<string, SVGElement>();
	const rings = drawn("g", { class: "rings", "aria-hidden": "true" });
	const ring = drawn("rect", { class: "ring-current" });
	let nodes: readonly GraphNode[] = [];
	let current: GraphNode | undefined;

	const choose = (id: string | undefined): void => {
		const before = current && options.get(current.id);
		before?.setAttribute("tabindex", "-1");
		before?.setAttribute("aria-selected", "false");
		current = nodes.find((node) => node.id === id);
		const chosen = current && options.get(current.id);
		chosen?.setAttribute("tabindex", "0");
		chosen?.setAttribute("aria-selected", "true");
		ring.toggleAttribute("hidden", !current);
		if (current) surround(ring, current.box);
		// Without a current layer, the first one is the way in.
		else options.get(nodes[0]?.id ?? "")?.setAttribute("tabindex", "0");
	};

	return {
		list,
		get nodes() {
			return nodes;
		},
		get current() {
			return current;
		},
		show: (svg, shown) => {
			const before = current?.id;
			nodes = shown;
			options.clear();
			hideFromReaders(svg);
			for (const [index, node] of shown.entries()) options.set(node.id, optionOf(node, index, shown.length));
			svg.append(rings, ...options.values());
			list.replaceChildren(
				...shown.map((node) => {
					const button = element("button", { type: "button", tabindex: -1 }, node.label);
					button.addEventListener("click", () => activate(nodes.find(({ id }) => id === node.id) ?? node));
					return element("li", {}, button);
				}),
			);
			choose(before);
		},
		update: (next) => {
			const same = next.length === nodes.length && next.every(({ label }, index) => label === nodes[index]?.label);
			if (!same) return false;
			const at = current && nodes.indexOf(current);
			nodes = next;
			current = at === undefined ? undefined : nodes[at];
			return true;
		},
		choose,
		focus: () => options.get(current?.id ?? nodes[0]?.id ?? "")?.focus({ preventScroll: true }),
		hasFocus: () => [...options.values()].some((option) => option === document.activeElement),
		mark: (found) => {
			const marks = found.flatMap((index) => {
				const node = nodes[index];
				return node ? [surround(drawn("rect", { class: "ring-match" }), node.box)] : [];
			});
			rings.replaceChildren(...marks, ring);
		},
	};
}

/** The drawing is for the eyes: what it says of itself as a picture, the layers say one by one. */
function hideFromReaders(svg: SVGSVGElement): void {
	for (const { name } of [...svg.attributes]) if (name.startsWith("aria-")) svg.removeAttribute(name);
	svg.setAttribute("role", "presentation");
	svg.setAttribute("focusable", "false");
	for (const child of svg.children) child.setAttribute("aria-hidden", "true");
	for (const each of svg.querySelectorAll("[tabindex]")) each.removeAttribute("tabindex");
}

/** An invisible box over the one that is drawn, whose words may be cut. */
function optionOf(node: GraphNode, index: number, count: number): SVGElement {
	const title = drawn("title");
	title.textContent = node.label;
	return drawn(
		"rect",
		{
			...node.box,
			class: "option",
			role: "option",
			tabindex: -1,
			"data-layer": node.id,
			"aria-selected": "false",
			"aria-label": node.label,
			"aria-posinset": index + 1,
			"aria-setsize": count,
		},
		title,
	);
}

function surround(ring: SVGRectElement, { x, y, width, height }: Box): SVGRectElement {
	const around = { x: x - RING, y: y - RING, width: width + 2 * RING, height: height + 2 * RING, rx: 8 };
	for (const [name, value] of Object.entries(around)) ring.setAttribute(name, String(value));
	return ring;
}
