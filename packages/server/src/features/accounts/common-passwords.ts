/** What whoever chooses such a password is told. */
export const tooCommon = "Too many people use this one: take some words that only you would put together";

// Long passwords that are tried first, because many people had the same idea: from published lists of the commonest, those of ten signs and more.
// Compared without case, and without what is put in front or behind to satisfy rules: see `isCommonPassword`.
const common = new Set(
  `password passwordpassword mypassword thepassword newpassword yourpassword secretpassword adminpassword rootpassword
  userpassword testpassword changeme changemenow changeit pleasechange letmein letmeinnow letmeinplease iloveyou iloveyoubaby
  iloveyouforever iloveyousomuch ihateyou ilovejesus jesuschrist jesusislord godisgood trustnoone trustno welcome welcomeback
  welcomehome administrator adminadmin superadmin superuser rootroot guestguest testtest testing testtesting default
  qwertyuiop qwertyuiopasdfghjkl asdfghjkl asdfghjklzxcvbnm zxcvbnm qwerty qwertyqwerty qazwsxedc qazwsxedcrfv qweasdzxc
  qwertzuiop azertyuiop yxcvbnm asdfasdf qwerasdf zaqxswcde poiuytrewq lkjhgfdsa mnbvcxz abcdefgh abcdefghi abcdefghij
  abcdefghijk abcdefghijkl abcdefghijklmnopqrstuvwxyz football footballer baseball basketball volleyball liverpool
  liverpoolfc chelseafc manchester manchesterunited arsenalfc barcelona realmadrid juventus steelers cowboys patriots
  princess princessa sunshine sunshinegirl superman spiderman batmanbatman ironman captainamerica starwars startrek
  pokemonpokemon pikachu charizard minecraft fortnite callofduty counterstrike worldofwarcraft leagueoflegends playstation
  nintendo gamergamer dragonball dragonballz narutouzumaki michaeljordan michaeljackson christiano cristianoronaldo
  cristiano elizabeth alexander alexandra christopher christina stephanie jennifer nicholas katherine benjamin samantha
  butterfly chocolate strawberry blueberry cheesecake pineapple watermelon babygirl babyboy mybabyboy lovelove
  loveyou loveyouforever loveisblind mylovemylove myfamily forever foreveryoung friendsforever bestfriend bestfriends
  whatever whateverwhatever computer computers internet microsoft facebook googlegoogle instagram linkedin blackberry
  samsungsamsung motorola mustangs corvette lamborghini ferrarif harleydavidson mercedesbenz summertime winterwinter
  springtime autumnautumn january february september october november december monday wednesday thursday saturday
  correcthorsebatterystaple opensesame opensesameplease abracadabra supercalifragilisticexpialidocious donotenter
  nopassword nopasswordhere idontknow idontcare idontremember forgetmenot dontforget rememberme remembermenow
  thisismypassword thisisapassword thisispassword passwordispassword mypasswordispassword passphrase mypassphrase
  masterpassword mastermaster masterkey secretsecret topsecret mysecret supersecret supersecretpassword
  company companyname business enterprise marketing developer engineering infrastructure production staging
  hellohello helloworld hellokitty hellothere goodmorning goodnight goodluck happybirthday happynewyear merrychristmas
  heythere sweetheart sweetie honeybunny bubblegum cocacola pepsicola mcdonalds starbucks budweiser jackdaniels
  fuckyou fuckyoufuckyou fuckoff motherfucker asshole bullshit pussycat slipknot metallica nirvana greenday
  linkinpark blinkblink evanescence myspace myspacecom photography universal undertaker undertheground philadelphia
  california sanfrancisco newyorkcity newyorkyankees losangeles lasvegas washington australia argentina brazilbrazil
  deutschland passwort passwortpasswort geheimgeheim hallohallo schatzschatz motdepasse motdepassemotdepasse azerty
  bonjour contrasena contraseña teamoteamo mequieres tequiero teamomucho senhasenha brasilbrasil wachtwoord
  geheimwachtwoord jelszojelszo hasloharslo hasłohasło parolparol lozinka salasana lösenord kennwort`
    .split(/\s+/)
    .filter(Boolean),
);

/** A password as others are compared with it. */
export const foldedPassword = (password: string) => password.normalize("NFKC").toLowerCase();

/** Whether a password is one of those that are tried first: a common word with digits and signs around it, one short thing again and again, or a row of keys. */
export function isCommonPassword(password: string): boolean {
  const plain = foldedPassword(password);
  return [plain, withLetters(plain)].some((form) => isWord(form, plain.length)) || isRepeated(plain) || isRow(plain);
}

const MOST_BESIDES = 6;

function isWord(form: string, length: number): boolean {
  const word = wordOf(form);
  return common.has(word) && length - word.length <= MOST_BESIDES;
}

const letters: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** `p4$$w0rd123` is `password`. */
const withLetters = (plain: string) =>
  plain.replace(/[^\p{L}]+$/u, "").replace(/[013457@$]/g, (sign) => letters[sign] ?? sign);

/** What is left without digits and signs: `Password123!` is `password`. */
export function wordOf(plain: string): string {
  return plain.replace(/[^\p{L}]+/gu, "");
}

/** `aaaaaaaaaa`, `abcabcabcabc`, `passwordpassword`: a part of it, up to half, makes all of it. */
function isRepeated(plain: string): boolean {
  const signs = [...plain];
  return [1, 2, 3, 4].some((length) => signs.length > length && signs.every((sign, n) => sign === signs[n % length]));
}

const rows = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "zyxwvutsrqponmlkjihgfedcba",
];

/** `1234567890`, `abcdefghij`: signs in their order. */
function isRow(plain: string): boolean {
  return rows.some((row) => row.includes(plain));
}
