/** Colours by use: the editor's own name, then light and dark defaults that keep the contrast of WCAG AA. */
const COLOURS: Readonly<Record<string, readonly [editor: string, light: string, dark: string]>> = {
	canvas: ["editor-background", "#ffffff", "#1e1e1e"],
	box: ["editor-background", "#ffffff", "#252526"],
	text: ["editor-foreground", "#1f1f1f", "#e6e6e6"],
	muted: ["descriptionForeground", "#595959", "#b3b3b3"],
	line: ["descriptionForeground", "#6b6b6b", "#a0a0a0"],
	error: ["errorForeground", "#b3261e", "#ff8f85"],
	warning: ["editorWarning-foreground", "#8a5a00", "#e2b340"],
	open: ["charts-purple", "#7b1fa2", "#d9a0f0"],
	green: ["charts-green", "#2e7d32", "#81c784"],
	blue: ["charts-blue", "#1565c0", "#64a8f0"],
	// The orange of charts is a dark brown in dark themes.
	orange: ["symbolIcon-classForeground", "#b45309", "#f0a35e"],
	red: ["charts-red", "#ad1457", "#f48fb1"],
	yellow: ["charts-yellow", "#8a6d00", "#e0c341"],
	purple: ["charts-purple", "#6a3fb5", "#b39ddb"],
};

export type Colour = keyof typeof COLOURS & string;

/** As an attribute for readers that know no custom properties; the rules below come before attributes. */
export const plain = (colour: Colour): string => COLOURS[colour]?.[1] ?? "#000000";

const ROOT = "svg.keraspec-graph";

const properties = (shade: 1 | 2): string =>
	Object.entries(COLOURS)
		.map(([name, colour]) => `--keraspec-${name}:var(--vscode-${colour[0]},${colour[shade]})`)
		.join(";");

const SYSTEM: Readonly<Record<string, string>> = { canvas: "Canvas", box: "Canvas", text: "CanvasText" };

const forced = Object.keys(COLOURS)
	.map((name) => `--keraspec-${name}:${SYSTEM[name] ?? "CanvasText"}`)
	.join(";");

const fills = ["canvas", "text", "muted", "error", "warning", "open", "line"]
	.map((name) => `${ROOT} .${name}{fill:var(--keraspec-${name})}`)
	.join("");

const accents = ["green", "blue", "orange", "red", "yellow", "purple"]
	.map((name) => `${ROOT} .${name}{fill:var(--keraspec-${name})}`)
	.join("");

/** The whole style sheet of a drawing; its rules hold for that drawing only. */
export const STYLE = [
	`${ROOT}{${properties(1)}}`,
	`@media (prefers-color-scheme:dark){${ROOT}{${properties(2)}}}`,
	`@media (forced-colors:active){${ROOT}{${forced}}}`,
	fills,
	accents,
	`${ROOT} .box{fill:var(--keraspec-box);stroke:var(--keraspec-line)}`,
	`${ROOT} .found .box{stroke:var(--keraspec-error)}`,
	`${ROOT} .doubted .box{stroke:var(--keraspec-warning)}`,
	`${ROOT} .path{stroke:var(--keraspec-line)}`,
	`${ROOT} .halo{stroke:var(--keraspec-canvas)}`,
	`${ROOT} .sign{fill:var(--keraspec-box)}`,
	`${ROOT} .node:focus{outline:none}`,
	`${ROOT} .node:focus .box{stroke:var(--vscode-focusBorder,var(--keraspec-blue));stroke-width:3}`,
].join("");
