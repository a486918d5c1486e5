import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULTS, readEditorSettings } from "../../server/src/project/configuration/editor-settings";
import { compileGlob } from "../../server/src/project/configuration/glob";
import { readKeraspecTable } from "../../server/src/project/configuration/keraspec-table";
import { createProjectSettings } from "../../server/src/project/configuration/project-settings";
import { readToml } from "../../server/src/project/configuration/toml";
import { memoryFiles } from "../../server/src/project/source-files";
import { DEFAULT_SETTINGS } from "../../shared/settings";

const CODES = ["input-rank", "partial-tensorspec", "undefined-dimension"];

/** What is said about a table, with the text that it is said of. */
const problemsOf = (text: string): readonly (readonly [string, string])[] =>
	readKeraspecTable(text, CODES).problems.map(({ start, end, message }) => [text.slice(start, end), message]);

describe("[tool.keraspec]", () => {
	const settingsAt = (files: Readonly<Record<string, string>>, path: string, workspace: readonly string[] = []) =>
		createProjectSettings(memoryFiles(files), CODES).settingsFor(path, workspace, DEFAULTS);

	it("says what the settings of an editor say", () => {
		const text = `[tool.keraspec]
keras-version = "2.15"
spec-policy = "fully-defined"
follow = ["keras_hub.src"]
rules = { "input-rank" = "warning", undefined-dimension = "off" }
`;
		assert.deepEqual(problemsOf(text), []);
		const { settings, origins } = settingsAt({ "/w/pyproject.toml": text }, "/w/a/b.py");
		const origin = { kind: "pyproject", path: "/w/pyproject.toml" };
		assert.deepEqual(settings, {
			...DEFAULT_SETTINGS,
			kerasVersion: "2.15",
			specPolicy: "fully-defined",
			follow: ["keras_hub.src"],
			rules: { "input-rank": "warning", "undefined-dimension": "off" },
		});
		assert.deepEqual(origins, {
			kerasVersion: origin,
			specPolicy: origin,
			follow: origin,
			"rules.input-rank": origin,
			"rules.undefined-dimension": origin,
		});
	});

	it("is that of the nearest file that has one", () => {
		const files = {
			"/w/pyproject.toml": '[tool.keraspec]\nkeras-version = "3.1"\n',
			"/w/a/pyproject.toml": '[project]\nname = "a"\n',
			"/w/a/b/pyproject.toml": '[tool]\nkeraspec.keras-version = "3.2"\n',
		};
		const versionAt = (path: string, workspace: readonly string[] = []) =>
			settingsAt(files, path, workspace).settings.kerasVersion;
		assert.equal(versionAt("/w/a/b/x.py"), "3.2");
		assert.equal(versionAt("/w/a/x.py"), "3.1");
		assert.equal(versionAt("/w/a/x.py", ["/w/a"]), "");
		assert.equal(versionAt("/x.py"), "");
	});

	it("ends at the root of a repository", () => {
		const files = { "/w/pyproject.toml": '[tool.keraspec]\nkeras-version = "3.1"\n', "/w/a/.git/HEAD": "" };
		assert.equal(settingsAt(files, "/w/a/x.py").settings.kerasVersion, "");
		assert.equal(settingsAt(files, "/w/x.py").settings.kerasVersion, "3.1");
	});

	it("has overrides for some files, of which later ones win", () => {
		const text = `[tool.keraspec]
rules = { "input-rank" = "warning" }
[[tool.keraspec.overrides]]
files = ["tests/**", "conftest.py"]
keras-version = "2.14"
rules = { "input-rank" = "off", "partial-tensorspec" = "error" }
[[tool.keraspec.overrides]]
files = ["tests/new/*.py"]
tensorflow-version = "2.18"
[tool.keraspec.overrides.rules]
input-rank = "hint"
`;
		assert.deepEqual(problemsOf(text), []);
		const at = (path: string) => settingsAt({ "/w/pyproject.toml": text }, path).settings;
		assert.deepEqual(at("/w/model.py").rules, { "input-rank": "warning" });
		assert.deepEqual(at("/w/deep/conftest.py").rules, { "input-rank": "off", "partial-tensorspec": "error" });
		assert.equal(at("/w/tests/old/a.py").kerasVersion, "2.14");
		const { rules, tensorflowVersion } = at("/w/tests/new/a.py");
		assert.deepEqual(rules, { "input-rank": "hint", "partial-tensorspec": "error" });
		assert.equal(tensorflowVersion, "2.18");
	});

	it("wins over the editor, rule by rule, and one version over the other", () => {
		const editor = readEditorSettings(
			{ kerasVersion: "3.1", rules: { "input-rank": "off", "partial-tensorspec": "error" }, follow: ["a"] },
			CODES,
		);
		assert.deepEqual(editor.problems, []);
		const text = '[tool.keraspec]\ntensorflow-version = "2.13"\nrules.input-rank = "hint"\n';
		const files = memoryFiles({ "/w/pyproject.toml": text });
		const { settings, origins } = createProjectSettings(files, CODES).settingsFor("/w/x.py", [], editor);
		assert.equal(settings.kerasVersion, "");
		assert.equal(settings.tensorflowVersion, "2.13");
		assert.deepEqual(settings.rules, { "input-rank": "hint", "partial-tensorspec": "error" });
		assert.equal(origins.follow?.kind, "settings");
		assert.equal(origins["rules.input-rank"]?.kind, "pyproject");
	});

	it("keeps what it said while the file is being edited", () => {
		const texts = new Map([["/w/pyproject.toml", '[tool.keraspec]\nkeras-version = "3.1"\n']]);
		const read = createProjectSettings(memoryFiles(texts), CODES);
		const version = () => read.settingsFor("/w/x.py", [], DEFAULTS).settings.kerasVersion;
		assert.equal(version(), "3.1");
		texts.set("/w/pyproject.toml", '[tool.keraspec]\nkeras-version = "3.\n');
		assert.equal(version(), "3.1");
		assert.equal(read.read("/w/pyproject.toml")?.problems.length, 1);
		texts.set("/w/pyproject.toml", "[tool.other]\n");
		assert.equal(version(), "");
	});

	it("says what is wrong in it, and where", () => {
		assert.deepEqual(problemsOf('[tool.keraspec]\nkeras-verson = "3.1"\n'), [
			["keras-verson", 'there is no key "keras-verson"; did you mean keras-version?'],
		]);
		assert.deepEqual(problemsOf('[tool.keraspec]\nkerasVersion = "3.1"\n'), [
			["kerasVersion", 'there is no key "kerasVersion"; did you mean keras-version?'],
		]);
		assert.deepEqual(problemsOf("[tool.keraspec]\nkeras-version = 3.1\n"), [["3.1", "keras-version must be a string"]]);
		assert.deepEqual(problemsOf('[tool.keraspec]\nkeras-version = "three"\n'), [
			['"three"', "keras-version must be a version such as 2.15 or 3.15.1"],
		]);
		assert.deepEqual(problemsOf('[tool.keraspec]\nspec-policy = "full"\n'), [
			['"full"', "spec-policy must be one of tensorflow, fully-defined"],
		]);
		assert.deepEqual(problemsOf('[tool.keraspec.rules]\ninput-rnk = "off"\ninput-rank = "of"\n'), [
			["input-rnk", 'there is no rule "input-rnk"; did you mean input-rank?'],
			[
				'"of"',
				"the level of input-rank must be one of off, hint, information, warning, error, default; did you mean off?",
			],
		]);
		assert.deepEqual(
			problemsOf('[[tool.keraspec.overrides]]\nfile = ["a"]\n').map(([, message]) => message),
			[
				'an override needs files, a list of patterns such as ["tests/**"]',
				'there is no key "file"; did you mean files?',
			],
		);
		assert.deepEqual(problemsOf('[tool.keraspec]\nfollow = ["a", "./b"]\n')[0]?.[0], '"./b"');
		assert.deepEqual(problemsOf("[tool]\nkeraspec = 1\n"), [["1", "tool.keraspec must be a table"]]);
		assert.equal(problemsOf('[tool.keraspec]\nkeras-version = "3.1\n').length, 1);
	});

	it("leaves files of others alone", () => {
		assert.deepEqual(problemsOf("[tool.black\n"), []);
		assert.deepEqual(problemsOf('[project]\nname = "keraspec"\nbroken'), []);
	});

	it("is read from any text without an exception", () => {
		const piece = fc.constantFrom(
			"[",
			"]",
			"tool",
			".",
			"keraspec",
			"=",
			'"',
			"\n",
			"rules",
			"{",
			"}",
			"1",
			"'",
			",",
			"#",
		);
		const text = fc.oneof(
			fc.string(),
			fc.array(piece).map((pieces) => `[tool.keraspec]\n${pieces.join("")}`),
		);
		fc.assert(
			fc.property(text, (each) => {
				readToml(each);
				const { problems } = readKeraspecTable(each, CODES);
				for (const { start, end } of problems) assert.ok(0 <= start && start <= end && end <= each.length);
			}),
		);
	});
});

describe("settings of an editor", () => {
	it("are the defaults where they are absent or wrong, and it is said which", () => {
		const { settings, origins, problems } = readEditorSettings(
			{
				specPolicy: "strict",
				follow: ["keras_hub", 1],
				rules: { "input-rank": "of", "no-rule": "off", "partial-tensorspec": "default" },
				inlayHints: { enabled: false, maximumLength: "long" },
			},
			CODES,
		);
		assert.deepEqual(settings, {
			...DEFAULT_SETTINGS,
			follow: ["keras_hub"],
			rules: { "partial-tensorspec": "default" },
			inlayHints: { ...DEFAULT_SETTINGS.inlayHints, enabled: false },
		});
		assert.deepEqual(Object.keys(origins), ["follow", "rules.partial-tensorspec", "inlayHints.enabled"]);
		assert.equal(problems.length, 5);
	});

	it("may be anything", () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				readEditorSettings(value, CODES);
			}),
		);
		assert.deepEqual(readEditorSettings({ "inlayHints.dtypes": false }, CODES).settings.inlayHints.dtypes, false);
	});
});

describe("a pattern of files", () => {
	const cases: readonly (readonly [string, string, boolean])[] = [
		["tests/**", "tests/a/b.py", true],
		["tests/**", "src/tests/a.py", false],
		["**/tests/*.py", "tests/a.py", true],
		["**/tests/*.py", "src/tests/a.py", true],
		["**/tests/*.py", "src/tests/a/b.py", false],
		["tests", "src/tests/a.py", true],
		["./tests/", "tests/a.py", true],
		["*_test.py", "deep/a_test.py", true],
		["src/?.py", "src/a.py", true],
		["src/[!a].py", "src/a.py", false],
		["{a,b}/*.py", "b/c.py", true],
		["a.py", "abpy", false],
		["(", "a.py", false],
	];
	for (const [pattern, path, expected] of cases) {
		it(`${pattern} ${expected ? "means" : "does not mean"} ${path}`, () =>
			assert.equal(compileGlob(pattern)(path), expected));
	}

	it("may be anything", () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (pattern, path) => typeof compileGlob(pattern)(path) === "boolean"),
		);
	});
});
