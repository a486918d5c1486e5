import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { report, scoresOf } from "./golden-report";
import { unknownPage } from "./golden-unknown";

const FOLDER = join(__dirname, "..", "..", "docs", "layers");

const scores = { a: scoresOf("a"), b: scoresOf("b") };
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, "README.md"), report(scores));
writeFileSync(join(FOLDER, "unknown.md"), unknownPage(scores));
