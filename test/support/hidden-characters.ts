/** Characters that a reader does not see, or that show others in another order: no source may hold one as it is. */
export const HIDDEN = /(?![\t\n\f\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** In what a bundler wrote, control characters stand in strings as they are. */
export const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]/u;
