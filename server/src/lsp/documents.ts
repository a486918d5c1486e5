import { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

/** The open documents, as the client last described them. */
export type Documents = TextDocuments<TextDocument>;

export const createDocuments = (): Documents => new TextDocuments(TextDocument);

/** Clients may send more than they were asked for. */
export const isPython = (document: TextDocument): boolean => document.languageId === "python";

/** Old sides of a comparison and prompts: hovers help there, findings would be shown twice. */
const COPIES = /^(?:git|gitfs|gitlens|gitlens-git|hg|svn|review|pr|vscode-interactive-input):/;

export const isCopy = (uri: string): boolean => COPIES.test(uri);
