// A small model with a branch, a finding, an open size and a hostile name, as the server tells of it; and a drawing as it never should be.

const URI = "file:///ws/model.py";
export const HOSTILE = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

const EVIL = `<script>window.hacked=1</script>
<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="window.hacked=1"/></body></foreignObject>
<a xlink:href="javascript:window.hacked=1"><rect width="5" height="5"/></a><image href="https://evil.test/x.png" width="5" height="5"/>
<style>@import "https://evil.test/x.css"; .node{background:url(https://evil.test/y.png)}</style>`;

const escape = (text) =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const at = (line) => ({ uri: URI, range: { start: { line, character: 4 }, end: { line, character: 20 } } });

const LAYERS = [
	["image", "InputLayer", "(None, 28, 28, 1)", 0, 0, 0, []],
	["conv2d", "Conv2D", "(None, 26, 26, 32)", 320, 0, 1, ["image"]],
	["conv2d_1", "Conv2D", "(None, 26, 26, 32)", 9_248, -1, 2, ["conv2d"]],
	["shortcut", "Conv2D", "(None, 26, 26, 32)", 1_056, 1, 2, ["conv2d"]],
	["add", "Add", "(None, 26, 26, 32)", 0, 0, 3, ["conv2d_1", "shortcut"]],
	["tokens", "Embedding", "(None, None, 64)", 640_000, 2.2, 3, []],
	[HOSTILE, "Lambda", "(None, ?, 64)", "?", 2.2, 4, ["tokens"]],
	["flatten", "Flatten", "(None, 21632)", 0, 0, 4, ["add"]],
	[
		"dense",
		"Dense",
		"(None, 10)",
		216_330,
		0,
		5,
		["flatten"],
		["ValueError: Dense needs the last dimension of its input, found None in (None, None)"],
	],
];

const WIDTH = 190;
const HEIGHT = 54;
const boxOf = ([, , , , column, row]) => ({ x: 300 + column * 220, y: 20 + row * 110, width: WIDTH, height: HEIGHT });

export function sampleSummary(batchSize = 32, name = "mnist") {
	const rows = LAYERS.map(([layer, className, outputShape, params, , line, connectedTo, findings = []]) => {
		const sizes = outputShape.match(/\d+/g)?.map(Number) ?? [];
		const open = (outputShape.match(/None|\?/g) ?? []).length > 1;
		const activationBytes = open ? "?" : 4 * batchSize * sizes.reduce((a, b) => a * b, 1);
		const location = className === "Lambda" ? undefined : at(line);
		return {
			name: layer,
			className,
			outputShape,
			params,
			trainable: layer !== "shortcut",
			activationBytes,
			connectedTo,
			location,
			findings,
		};
	});
	return {
		key: { uri: URI, id: "m" },
		name,
		kind: "Functional",
		version: 1,
		batchSize,
		rows,
		totalParams: 866_954,
		trainableParams: 865_898,
		nonTrainableParams: 1_056,
		parameterBytes: 3_467_816,
		activationBytes: "?",
	};
}

export function sampleGraph({ name = "mnist", moved = 0, hostile = false } = {}) {
	const evil = (text) => (hostile ? text : "");
	const nodes = LAYERS.map((layer) => {
		const [id, className, shape, , , line, inputs, findings = []] = layer;
		const outputs = LAYERS.filter((each) => each[6].includes(id)).map(([other]) => other);
		const box = boxOf(layer);
		return {
			id,
			name: id,
			className,
			label: `${id}, ${className}, gives ${shape}${findings.map((each) => `, finding: ${each}`).join("")}`,
			location: at(line),
			findings,
			hasUnknown: shape.includes("?"),
			inputs,
			outputs,
			box: { ...box, x: box.x + moved },
		};
	});
	const boxes = nodes.map(
		({
			id,
			className,
			box,
			findings,
		}) => `<g data-node="${escape(id)}" class="node${findings.length ? " bad" : ""}" role="img" aria-label="x"${evil(` onclick="window.hacked=1"`)}>
<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6"${evil(` style="fill:red"`)}/>
<text x="${box.x + 12}" y="${box.y + 23}" class="name">${escape(id.slice(0, 24))}</text>
<text x="${box.x + 12}" y="${box.y + 41}" class="kind">${className}</text></g>`,
	);
	const edges = nodes.flatMap(({ box, inputs }) =>
		inputs.map((input) => {
			const from = nodes.find(({ id }) => id === input).box;
			const [x1, y1, x2, y2] = [from.x + WIDTH / 2, from.y + HEIGHT, box.x + WIDTH / 2, box.y];
			return `<path class="edge" d="M${x1} ${y1}C${x1} ${y1 + 30} ${x2} ${y2 - 30} ${x2} ${y2}"/>`;
		}),
	);
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="keraspec-graph" viewBox="0 0 980 680" width="980" height="680" role="graphics-document" aria-label="Graph"${evil(` onload="window.hacked=1"`)}>
<style>svg.keraspec-graph{--keraspec-canvas:var(--vscode-editor-background,#fff);--keraspec-text:var(--vscode-editor-foreground,#222);--keraspec-line:color-mix(in srgb,var(--vscode-descriptionForeground,#666) 60%,transparent);--keraspec-error:var(--vscode-errorForeground,#c00)}
svg.keraspec-graph text{font:13px sans-serif;fill:var(--keraspec-text)}svg.keraspec-graph .kind{fill:var(--vscode-descriptionForeground,#666)}.node rect{fill:var(--keraspec-canvas);stroke:var(--keraspec-line)}.bad rect{stroke:var(--keraspec-error);stroke-width:2}.edge{fill:none;stroke:var(--keraspec-line,var(--unset,#888));stroke-width:1.4}</style>
${evil(EVIL)}
<rect width="980" height="680" fill="var(--keraspec-canvas, #fff)"/>${edges.join("\n")}${boxes.join("\n")}</svg>`;
	return { key: { uri: URI, id: "m" }, name, version: 1, svg, width: 980, height: 680, nodes };
}
