import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
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

/** Versions that were asked the same records: the checksums of their expressions, by file. */
interface Round {
	readonly versions: readonly string[];
	readonly asked: Readonly<Record<string, string>>;
}

interface VersionRecords {
	readonly versions: readonly string[];
	readonly rounds: readonly Round[];
	readonly records: readonly VersionedRecord[];
}

const read = new Map<WorldLetter, VersionRecords>();

export function readVersions(world: WorldLetter): VersionRecords {
	const found = read.get(world) ?? parseVersions(world);
	read.set(world, found);
	return found;
}

function parseVersions(world: WorldLetter): VersionRecords {
	const path = join(FOLDER, `${world}.jsonl`);
	if (!existsSync(path)) return { versions: [], rounds: [], records: [] };
	const [head = "{}", ...lines] = readFileSync(path, "utf8").split("\n").filter(Boolean);
	const { versions, rounds } = JSON.parse(head) as Pick<VersionRecords, "versions" | "rounds">;
	return { versions, rounds, records: lines.map((line) => JSON.parse(line) as VersionedRecord) };
}

const checksumOf = (records: readonly GoldenRecord[]): string =>
	crc32(records.map(({ code }) => code).join("\n")).toString(16);

/** The records that a version was asked, as they are now; those of files that have changed since are left out. */
function askedRecords(world: WorldLetter, version: string, wanted: readonly string[]): readonly GoldenRecord[] {
	const asked = readVersions(world).rounds.find(({ versions }) => versions.includes(version))?.asked ?? {};
	return goldenNames(world)
		.filter((name) => name in asked && (wanted.length === 0 || wanted.includes(name)))
		.flatMap((name) => {
			const found = readGolden(world, name);
			return checksumOf(found) === asked[name] ? found : [];
		});
}

const numberOf = (version: string): number => {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return 1000 * major + minor;
};

const covers = ({ since, until }: Answer, version: string): boolean =>
	numberOf(since) <= numberOf(version) && numberOf(version) <= numberOf(until);

/** What a version says where the newest says something else. */
export function judgeVersion(
	world: WorldLetter,
	version: string,
	wanted: readonly string[] = [],
	{ every = 1, start = 0 } = {},
): readonly Judged[] {
	return readVersions(world)
		.records.flatMap(({ of, code, answers }) => {
			const answer =
				wanted.length === 0 || wanted.includes(of) ? answers.find((each) => covers(each, version)) : undefined;
			return answer ? [{ ...answer, code }] : [];
		})
		.filter((_record, index) => index % every === start % every)
		.map((record) => judge(record, world, undefined, `${version}.0`));
}

/** Names that a version lacks, of which one record is kept. */
function absentNames(records: readonly VersionedRecord[], version: string): RegExp | undefined {
	const names = records.flatMap(({ answers }) => {
		const message = answers.find((each) => covers(each, version))?.raises?.message ?? "";
		return /^module '[\w.]*keras[\w.]*' has no attribute '(\w+)'/.exec(message)?.[1] ?? [];
	});
	return names.length === 0 ? undefined : new RegExp(`\\.(${[...new Set(names)].join("|")})\\b`);
}

/** Every n-th record that a version answers as the newest does, starting at some place. */
export function judgeUnchanged(
	world: WorldLetter,
	version: string,
	every: number,
	start: number,
	wanted: readonly string[] = [],
): readonly Judged[] {
	const { records } = readVersions(world);
	const changed = new Set(
		records.flatMap(({ code, answers }) => (answers.some((each) => covers(each, version)) ? [code] : [])),
	);
	const absent = absentNames(records, version);
	return (
		askedRecords(world, version, wanted)
			.filter(({ code }, index) => index % every === start % every && !changed.has(code) && !absent?.test(code))
			// Earlier versions were not asked for plain values, such as texts that hold addresses.
			.filter(({ value }) => value === undefined)
			.map((record) => judge(record, world, undefined, `${version}.0`))
	);
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
