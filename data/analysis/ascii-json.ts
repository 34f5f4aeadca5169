/** JSON with everything beyond ASCII escaped: one character is one byte of UTF-8, without TextEncoder (not in ECMAScript). */
export function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The value of JSON in UTF-8 bytes.
 * @throws SyntaxError or URIError when it is neither.
 */
export function parseUtf8Json(bytes: Uint8Array): unknown {
  // Percent-decoding is the UTF-8 decoder of ECMAScript itself.
  return JSON.parse(decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')));
}
