import { gaps } from "./coverage";
import type { WorldLetter } from "./golden";

/** Prints what the grids leave out: `npx tsx test/support/coverage-cli.ts Dense [--world a]`. */
function main(argv: readonly string[]): void {
	const at = argv.indexOf("--world");
	const worlds = at < 0 ? (["a", "b"] as const) : ([argv[at + 1]] as WorldLetter[]);
	const names = argv.filter((arg, index) => !arg.startsWith("--") && argv[index - 1] !== "--world");
	for (const world of worlds) {
		const left = [...gaps(world)].filter(([name]) => names.length === 0 || names.includes(name));
		console.log(`world ${world}: ${left.length} layers`);
		for (const [name, each] of left) console.log(`${name}: ${each?.join("; ") ?? "no record"}`);
	}
}

main(process.argv.slice(2));
