import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { printDType, printShape, type World } from "../server/src/domain";
import { offsetToPosition } from "../server/src/syntax/positions";
import {
	type CaseRun,
	type Claim,
	type FixtureCase,
	isVagueAt,
	printSnapshot,
	readFixture,
	readRecords,
	runCase,
	seenAt,
	statementsOf,
	targetsOf,
} from "./support/fixture";

const FIXTURES = join(__dirname, "fixtures");

const fixtureFiles = (folder: string): readonly string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === "summary" ? [] : fixtureFiles(path);
		return entry.name.endsWith(".py") ? [path] : [];
	});

/** What our findings say, as claims would: line of the code, columns, `severity[code]`. */
function findingClaims(run: CaseRun): readonly string[] {
	return run.findings.map((finding) => {
		const start = offsetToPosition(run.file.lineStarts, finding.origin.start);
		const end = offsetToPosition(run.file.lineStarts, finding.origin.end);
		const lineEnd = (run.file.text.split("\n")[start.line] ?? "").length;
		const stop = end.line === start.line ? end.character : lineEnd;
		return `${start.line}:${start.character}-${stop} ${finding.severity}[${finding.code}]`;
	});
}

/** The line of code above a claim; claims may be stacked. */
function lineAbove(claim: Claim, lines: readonly string[]): number {
	let line = claim.line - 1;
	while (line > 0 && /^\s*#/.test(lines[line] ?? "")) line -= 1;
	return line;
}

function checkClaims(each: FixtureCase, run: CaseRun, world: World): void {
	const lines = each.text.split("\n");
	const claims = each.claims.filter((claim) => claim.world === undefined || claim.world === world);
	const wanted = claims
		.filter((claim) => claim.kind === "finding")
		.map((claim) => `${lineAbove(claim, lines)}:${claim.start}-${claim.end} ${claim.text}`);
	assert.deepEqual([...findingClaims(run)].sort(), [...wanted].sort(), "findings");
	const statements = statementsOf(run.file);
	for (const claim of claims.filter((one) => one.kind === "spec")) {
		const line = lineAbove(claim, lines);
		const statement = statements.findLast((one) => one.endLine === line);
		assert.ok(statement, `no statement above line ${claim.line + 1}`);
		const said = targetsOf(statement.node).map((target) => seenAt(run, target).map(printSnapshot).join(" -> ") || "?");
		assert.equal(said.join(", "), claim.text, `line ${claim.line + 1}`);
	}
}

/** Every value that real Keras had at a statement is one that we gave, or is `?`. */
function checkRecords(each: FixtureCase, run: CaseRun, world: World, fixture: string): void {
	const record = readRecords(fixture, world).get(each.name);
	assert.ok(record, "no record of real Keras: run npm run oracle");
	const statements = statementsOf(run.file);
	for (const real of record.specs) {
		if (real.kind !== "spec" && real.kind !== "value") continue;
		const here = statements.filter((one) => one.line === real.line);
		const targets = here
			.flatMap((one) => targetsOf(one.node))
			.filter((target) => isNamed(run.file.text.slice(target.start, target.end), real.name));
		const seen = targets.flatMap((target) => seenAt(run, target));
		if (seen.length === 0) {
			// Fixtures of Python itself leave no room for `?`: everything in them is known; so are the tensors of constructs.
			assert.ok(
				!(fixture.startsWith("python/") || (fixture.startsWith("constructs/") && real.kind === "spec")),
				`line ${real.line + 1} (${real.name}): real ${real.value}, we say nothing`,
			);
			continue;
		}
		// The records do not tell how tensors are kept.
		const said = seen.map((each) => printSnapshot(each).replace(/ (sparse|ragged)$/, ""));
		const truth = real.kind === "value" ? (real.value ?? "") : printReal(real.shape ?? null, real.dtype ?? "");
		const vague = targets.some((target) => isVagueAt(run, target));
		const fits = vague || said.some((text) => text === truth || couldBe(text, truth));
		assert.ok(fits, `line ${real.line + 1} (${real.name}): real ${truth}, we say ${said.join(" -> ")}`);
	}
	const first = run.findings.find((finding) => finding.exception !== undefined);
	const line = first && offsetToPosition(run.file.lineStarts, first.origin.start).line;
	const isOwnRaise = statements.some(
		(one) => one.line === record.raises?.line && (one.node.type === "Raise" || one.node.type === "Assert"),
	);
	if (isOwnRaise) return;
	assert.equal(first?.exception ?? null, record.raises?.exception ?? null, `exception: real ${record.raises?.message}`);
	if (record.raises && line !== undefined) {
		// A Sequential is blamed at the layer in its list, within the statement that real Keras blames.
		const { statement } = record.raises;
		const end = statements.find((one) => one.line === statement)?.endLine ?? statement;
		const fits = line === record.raises.line || (line >= statement && line <= end);
		assert.ok(fits, `the exception is raised in line ${record.raises.line + 1}, we say ${line + 1}`);
	}
}

const isNamed = (text: string, name: string | null): boolean => name === null || name === "return" || text === name;

const printReal = (shape: readonly (number | null)[] | null, dtype: string): string => {
	const why = { text: "" };
	const printed = shape
		? printShape({ kind: "ranked", dims: shape.map((dim) => dim ?? { kind: "none", why }) })
		: printShape({ kind: "unknown-rank", why });
	return `${printed} ${printDType(dtype as "float32")}`;
};

/** Whether a printed spec with `?` in it covers the real one. */
function couldBe(said: string, real: string): boolean {
	if (!said.includes("?")) return false;
	const pattern = said.replace(/[.*+^${}()|[\]\\]/g, "\\$&").replaceAll("?", "[^,)]+(?:,[^)]*\\))?");
	return new RegExp(`^${pattern}$`).test(real) || said.startsWith("? ");
}

describe("fixtures", () => {
	for (const path of fixtureFiles(FIXTURES)) {
		const name = relative(FIXTURES, path).replaceAll("\\", "/").slice(0, -3);
		const fixture = readFixture(path);
		for (const world of fixture.worlds) {
			describe(`${name} (${world})`, () => {
				for (const each of fixture.cases) {
					const run = () => runCase(each.text, world);
					it(`${each.name}: claims`, () => checkClaims(each, run(), world));
					it(`${each.name}: real Keras agrees`, () => checkRecords(each, run(), world, name));
				}
			});
		}
	}
});
