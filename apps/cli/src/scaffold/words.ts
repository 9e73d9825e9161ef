/** Words that TypeScript keeps for itself. */
const ofTheLanguage =
  "abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum eval export " +
  "extends false finally for from function get global if implements import in infer instanceof interface is keyof let module namespace never new " +
  "null number object of out override package private protected public readonly require return satisfies set static string super switch " +
  "symbol this throw true try type typeof undefined unique unknown using var void while with yield";

const ofTheLanguageSet = new Set(ofTheLanguage.split(" "));

/** Whether a name means something already, in the language or on every object. */
export function isWord(name: string): boolean {
  return ofTheLanguageSet.has(name) || name in {};
}

/** What the files of a feature call other things by. */
export const usedInFeatures = new Set(
  (
    "app at change changed column count ctx date db error event field fields flag index input integer item keys list made math moment nothing " +
    "name noun output own person place primarykey project query read record ref resource router row rule rules sample scope sight sort sorted " +
    "sought sql status stat table test text through time update user value view where word words workspace write"
  ).split(" "),
);
