/** The client's command that puts the text that it is given into the clipboard. */
export const COPY_TEXT_COMMAND = "keraspec.copyText";
