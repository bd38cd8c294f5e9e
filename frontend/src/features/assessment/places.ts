/** Points as they are shown: to the scheme's places; the API has them exactly. Pure. */

/** The decimal number with so many places, a half away from zero; "10.000000" and 2 give "10.00". */
export function toPlaces(exact: string, places: number): string {
  const [whole = "0", rest = ""] = exact.replace("-", "").split(".");
  const scaled = BigInt(whole + rest.padEnd(places + 1, "0").slice(0, places));
  const digits = (scaled + (Number(rest[places] ?? "0") >= 5 ? 1n : 0n)).toString().padStart(places + 1, "0");
  const cut = digits.length - places;
  const shown = places ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return exact.startsWith("-") && /[1-9]/.test(shown) ? `-${shown}` : shown;
}
