import { drawn } from "./dom";

/** Pictures on a grid of 16, drawn in the colour of the text around them. */
const PATHS = {
	search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.7 3.7",
	previous: "M4 10l4-4 4 4",
	next: "M4 6l4 4 4-4",
	plus: "M8 3.5v9M3.5 8h9",
	minus: "M3.5 8h9",
	fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
	save: "M8 2.5v7.5M4.8 7.2 8 10.3l3.2-3.1M2.5 13.5h11",
	copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
	finding: "M8 2 1.6 13.5h12.8zM8 6.4v3.4M8 11.6v.4",
	code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
} as const;

export type IconName = keyof typeof PATHS;

export const icon = (name: IconName): SVGElement =>
	drawn(
		"svg",
		{ class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
		drawn("path", { d: PATHS[name] }),
	);
