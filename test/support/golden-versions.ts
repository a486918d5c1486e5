import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
	type GoldenRecord,
	goldenNames,
	type Judged,
	judge,
	readGolden,
	tally,
	VERDICTS,
	type WorldLetter,
} from "./golden";

/** Where earlier versions of Keras answer otherwise than the newest. */
const FOLDER = join(__dirname, "..", "golden", "versions", "layers");

type Answer = Omit<GoldenRecord, "code"> & { readonly since: string; readonly until: string };

interface VersionedRecord {
	/** The family of records that the expression is from. */
	readonly of: string;
	readonly code: string;
	readonly answers: readonly Answer[];
}

interface VersionRecords {
	readonly versions: readonly string[];
	readonly records: readonly VersionedRecord[];
}

export function readVersions(world: WorldLetter): VersionRecords {
	const path = join(FOLDER, `${world}.jsonl`);
	if (!existsSync(path)) return { versions: [], records: [] };
	const [head = "{}", ...lines] = readFileSync(path, "utf8").split("\n").filter(Boolean);
	return { versions: JSON.parse(head).versions, records: lines.map((line) => JSON.parse(line) as VersionedRecord) };
}

const numberOf = (version: string): number => {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return 1000 * major + minor;
};

const covers = ({ since, until }: Answer, version: string): boolean =>
	numberOf(since) <= numberOf(version) && numberOf(version) <= numberOf(until);

/** What a version says where the newest says something else. */
export function judgeVersion(world: WorldLetter, version: string, wanted: readonly string[] = []): readonly Judged[] {
	return readVersions(world).records.flatMap(({ of, code, answers }) => {
		const answer =
			wanted.length === 0 || wanted.includes(of) ? answers.find((each) => covers(each, version)) : undefined;
		return answer ? [judge({ ...answer, code }, world, undefined, `${version}.0`)] : [];
	});
}

/** Every n-th record that a version answers as the newest does, starting at some place. */
export function judgeUnchanged(
	world: WorldLetter,
	version: string,
	every: number,
	start: number,
	wanted: readonly string[] = [],
): readonly Judged[] {
	const changed = new Set(
		readVersions(world).records.flatMap(({ code, answers }) =>
			answers.some((each) => covers(each, version)) ? [code] : [],
		),
	);
	const absent = new Set(
		readVersions(world).records.flatMap(({ of, answers }) =>
			answers.some((each) => covers(each, version) && / has no attribute '[A-Z]/.test(each.raises?.message ?? ""))
				? [of]
				: [],
		),
	);
	return goldenNames(world)
		.filter((name) => !absent.has(name) && (wanted.length === 0 || wanted.includes(name)))
		.flatMap((name) => readGolden(world, name))
		.filter(({ code }, index) => index % every === start % every && !changed.has(code))
		.map((record) => judge(record, world, undefined, `${version}.0`));
}

/** Prints differences: `npm run golden:versions -- [Dense …] [--version 3.5] [--world a] [--every 20] [--limit 20]`. */
function main(argv: readonly string[]): void {
	const option = (name: string): string | undefined => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
	const wanted = argv.filter((arg, index) => !arg.startsWith("--") && !argv[index - 1]?.startsWith("--"));
	const limit = Number(option("--limit") ?? 20);
	for (const world of ["a", "b"] as const) {
		if (option("--world") && option("--world") !== world) continue;
		for (const version of readVersions(world).versions) {
			if (option("--version") && option("--version") !== version) continue;
			const every = Number(option("--every") ?? 50);
			show(`${version} changed`, judgeVersion(world, version, wanted), limit);
			show(`${version} unchanged`, judgeUnchanged(world, version, every, numberOf(version), wanted), limit);
		}
	}
}

function show(title: string, judged: readonly Judged[], limit: number): void {
	const counts = tally(judged);
	console.log(title.padEnd(18), VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join("  "));
	for (const { record, verdict, ours } of judged.filter((each) => each.verdict !== "exact").slice(0, limit)) {
		const real = record.raises
			? `${record.raises.exception}: ${record.raises.message}`
			: JSON.stringify({ ...record, code: undefined });
		console.log(`  ${verdict}: ${record.code}\n      real ${real}\n      ours ${ours}`);
	}
}

if (require.main === module) main(process.argv.slice(2));
