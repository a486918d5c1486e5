import { printSpec } from "../../domain";
import { headline } from "../diagnostics";
import { printSpecs } from "../print";
import type { LayerNode, ModelGraph } from "./model-graph";

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n" };

/** In double quotes, where `\` and `"` are the only characters with a meaning. */
const quote = (text: string): string =>
	`"${[...text].map((each) => ESCAPES[each] ?? (each < " " || each === "\x7f" ? "\ufffd" : each)).join("")}"`;

/** A model in the language of Graphviz. */
export function drawGraphDot({ model, nodes, edges }: ModelGraph): string {
	return [
		`digraph ${quote(model.name)} {`,
		`\tgraph [label=${quote(model.name)}, labelloc=t, fontname="sans-serif"];`,
		'\tnode [shape=box, style=rounded, fontname="sans-serif"];',
		'\tedge [fontname="monospace", fontsize=10];',
		...nodes.map((node) => `\t${quote(node.id)} [${attributesOf(node).join(", ")}];`),
		...edges.map(({ from, to, spec }) => {
			const label = spec ? ` [label=${quote(printSpec(spec))}]` : "";
			return `\t${quote(from)} -> ${quote(to)}${label};`;
		}),
		"}",
	].join("\n");
}

function attributesOf(node: LayerNode): readonly string[] {
	const { layer, outputs, findings } = node;
	const signs = findings.map((finding) => `⚠ ${headline(finding)}`);
	const label = [
		layer.name,
		`${layer.className} · ${node.params}`,
		outputs.length > 0 ? printSpecs(outputs) : "?",
		...signs,
	];
	return [
		`label=${quote(label.join("\n"))}`,
		...(layer.model ? ["peripheries=2"] : []),
		...(findings.length > 0 ? ['color="#b3261e"', "penwidth=2"] : []),
	];
}
