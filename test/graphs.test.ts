import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../server/src/ide/analyse";
import { modelGraph } from "../server/src/ide/graph/model-graph";
import { resolveVersions } from "../server/src/project/world";

interface RecordedModel {
	readonly name: string;
	readonly layers?: readonly { readonly name: string; readonly connected_to: readonly string[] }[];
}

const WORLDS = { a: "2.15.0", b: "3.15.1" } as const;

/** The connections that `model.summary()` of real Keras prints are the edges of our graph. */
describe("edges of graphs, compared with real Keras", () => {
	for (const world of ["a", "b"] as const) {
		const records: Readonly<Record<string, readonly RecordedModel[]>> = JSON.parse(
			readFileSync(join(__dirname, "golden/summary", `${world}.json`), "utf8"),
		);
		for (const [program, recorded] of Object.entries(records)) {
			const connected = recorded.filter(({ layers }) => layers?.some((layer) => layer.connected_to.length > 0));
			if (connected.length === 0) continue;
			it(`${program}, world ${world}`, () => {
				const text = readFileSync(join(__dirname, "fixtures/summary", `${program}.py`), "utf8");
				const options = { versions: resolveVersions(WORLDS[world]), specPolicy: "tensorflow" } as const;
				const analysis = analyse(`${program}.py`, text, options);
				for (const record of connected) {
					const model = analysis.models.find(({ name }) => name === record.name);
					assert.ok(model, record.name);
					const { nodes, edges, connections } = modelGraph(analysis, model);
					assert.equal(connections, "calls");
					const layerOf = new Map(nodes.map(({ id, layer }) => [id, layer]));
					for (const { name, connected_to } of record.layers ?? []) {
						const own = edges.filter(({ to }) => layerOf.get(to)?.name === name);
						const ours = own.map(({ from, call, tensor }) => {
							const source = layerOf.get(from);
							return `${source?.name}[${source?.calls[call]?.node}][${tensor}]`;
						});
						assert.deepEqual([...ours].sort(), [...connected_to].sort(), `${record.name}: ${name}`);
					}
				}
			});
		}
	}
});
