/** Command of clients that said `copies` in their initialization options: puts its argument, a text, on the clipboard. */
export const COPY_COMMAND = "keraspec.copyText";
