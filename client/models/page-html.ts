export interface PageAssets {
	readonly script: string;
	readonly style: string;
	/** What VS Code calls the origin of its own resources. */
	readonly cspSource: string;
	readonly nonce: string;
}

/** The page of a view: one script, one style sheet, and a policy under which nothing else can run or be fetched. */
export function pageHtml({ script, style, cspSource, nonce }: PageAssets): string {
	const policy = [
		"default-src 'none'",
		`style-src ${cspSource}`,
		`script-src 'nonce-${nonce}'`,
		// A drawing becomes a PNG by way of an image.
		"img-src data:",
		"base-uri 'none'",
		"form-action 'none'",
	].join("; ");
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Keraspec</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
