import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { functionScores } from "./golden-functions";
import { functionsReport, report, scoresOf } from "./golden-report";
import { unknownFunctionsPage, unknownPage } from "./golden-unknown";

const DOCS = join(__dirname, "..", "..", "docs");

function write(folder: string, pages: Readonly<Record<string, string>>): void {
	mkdirSync(join(DOCS, folder), { recursive: true });
	for (const [name, text] of Object.entries(pages)) writeFileSync(join(DOCS, folder, name), text);
}

const scores = { a: scoresOf("a"), b: scoresOf("b") };
write("layers", { "README.md": report(scores), "unknown.md": unknownPage(scores) });
const functions = { a: functionScores("a"), b: functionScores("b") };
write("tensorflow", { "README.md": functionsReport(functions), "unknown.md": unknownFunctionsPage(functions) });
