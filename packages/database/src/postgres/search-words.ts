import { folds } from "../search-characters.ts";
import { classOf } from "../search-words.ts";

const hex = (character: string) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");

const [dropped, kept] = [...folds].reduce<[string, [string, string][]]>(
  ([gone, others], [from, to]) => (to === "" ? [gone + from, others] : [gone, [...others, [from, to]]]),
  ["", []],
);

// A NUL cannot be in a text, nor be written here.
const parting = classOf((code) => {
  const digits = Math.max(code, 1).toString(16);
  return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
});

/**
 * The words of a text without case and accents, a space before and after each: what `wordsIn` finds, by the same list of characters. Only those
 * that occur are translated, because `translate` goes through all it is given for each character.
 */
export const wordsFunction = `CREATE OR REPLACE FUNCTION plinth_words(given text, most integer) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  folded CONSTANT text := '${kept.map(([from]) => from).join("")}';
  folded_to CONSTANT text := '${kept.map(([, to]) => to).join("")}';
  dropped CONSTANT text := E'${[...dropped].map((accent) => `\\u${hex(accent)}`).join("")}';
  plain text := lower(left(coalesce(given, ''), most) COLLATE "C");
  uncommon text := regexp_replace(plain, '[\\u0001-\\u007f]+', '', 'g');
BEGIN
  IF uncommon <> '' THEN
    SELECT translate(plain, coalesce(string_agg(c, '' ORDER BY at = 0, c), ''), coalesce(string_agg(substr(folded_to, nullif(at, 0), 1), '' ORDER BY c), ''))
    INTO plain
    FROM (
      SELECT c, strpos(folded, c) AS at
      FROM (SELECT DISTINCT unnest(string_to_array(uncommon, NULL)) COLLATE "C" AS c) AS characters
    ) AS known
    WHERE at > 0 OR strpos(dropped, c) > 0;
  END IF;
  RETURN regexp_replace(' ' || plain || ' ', '[${parting}]+', ' ', 'g');
END $$;`;
