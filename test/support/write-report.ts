import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { report, scoresOf } from "./golden-report";

const PAGE = join(__dirname, "..", "..", "docs", "layers", "README.md");

mkdirSync(dirname(PAGE), { recursive: true });
writeFileSync(PAGE, report({ a: scoresOf("a"), b: scoresOf("b") }));
