import { analyse } from "../../server/src/ide/analyse";
import type { Analysis } from "../../server/src/ide/analysis";
import { resolveVersions } from "../../server/src/project/world";

/** The analysis of a program under default settings. */
export const analyseText = (text: string, keras?: string): Analysis =>
	analyse("model.py", text, { versions: resolveVersions(keras), specPolicy: "tensorflow" });
