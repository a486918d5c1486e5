import { element } from "./dom";
import { type IconName, icon } from "./icons";

export interface GraphTools {
	readonly node: HTMLElement;
	/** Shows how large the drawing is. */
	zoom(scale: number): void;
}

export interface ToolEvents {
	zoomBy(factor: number): void;
	fit(): void;
	save(format: "svg" | "png"): void;
}

const ZOOM = 1.25;

export function createGraphTools(events: ToolEvents): GraphTools {
	const level = element("span", { class: "level" }, "100%");
	const tool = (name: IconName, label: string, act: () => void, text?: string): HTMLElement => {
		const button = element(
			"button",
			{ type: "button", class: "plain", title: label, "aria-label": label },
			icon(name),
			text,
		);
		button.addEventListener("click", act);
		return button;
	};
	const node = element(
		"div",
		{ class: "tools", role: "group", "aria-label": "Zoom and export" },
		tool("minus", "Zoom out (-)", () => events.zoomBy(1 / ZOOM)),
		level,
		tool("plus", "Zoom in (+)", () => events.zoomBy(ZOOM)),
		tool("fit", "Show the whole graph (0)", () => events.fit()),
		element("span", { class: "divider" }),
		tool("save", "Export as SVG", () => events.save("svg"), "SVG"),
		tool("save", "Export as PNG", () => events.save("png"), "PNG"),
	);
	return {
		node,
		zoom: (scale) => {
			level.textContent = `${Math.round(scale * 100)}%`;
		},
	};
}
