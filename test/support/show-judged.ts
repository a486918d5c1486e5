import { type Judged, tally, VERDICTS, type Verdict } from "./golden";

/** What a person asked to see of the records: `Dense Conv2D --world a --limit 20 --only vague`. */
export interface Asked {
	readonly names: readonly string[];
	readonly world: string | undefined;
	readonly limit: number;
	readonly only: string | undefined;
}

export function readAsked(argv: readonly string[]): Asked {
	const option = (name: string): string | undefined => {
		const at = argv.indexOf(name);
		return at < 0 ? undefined : argv[at + 1];
	};
	return {
		names: argv.filter((arg, index) => !arg.startsWith("--") && !argv[index - 1]?.startsWith("--")),
		world: option("--world"),
		limit: Number(option("--limit") ?? 20),
		only: option("--only"),
	};
}

const cells = (texts: readonly (string | number)[]): string => texts.map((text) => String(text).padStart(11)).join(" ");

export const head = (title: string): string => `${title.padEnd(28)} ${cells(VERDICTS)}`;

export function row(title: string, judged: readonly Judged[]): string {
	const counts = tally(judged);
	return `${title.padEnd(28)} ${cells(VERDICTS.map((verdict) => counts[verdict]))}`;
}

/** The records that differ, with what real Keras says and what we say. */
export function showDifferences(judged: readonly Judged[], { limit, only }: Pick<Asked, "limit" | "only">): void {
	const isShown = (verdict: Verdict): boolean => (only ? verdict === only : verdict !== "exact");
	for (const { record, verdict, ours, why } of judged.filter((each) => isShown(each.verdict)).slice(0, limit)) {
		const real = record.raises
			? `${record.raises.exception}: ${record.raises.message}`
			: JSON.stringify({ ...record, code: undefined });
		console.log(`  ${verdict}: ${record.code}\n      real ${real}\n      ours ${ours}`);
		if (why && verdict === "vague") console.log(`      why  ${why}`);
	}
}
