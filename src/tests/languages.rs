//! Quotation marks, apostrophes and spaces of other languages than English, as their style guides want them.

use super::quotes::check;

/// Duden, Zeichensetzung; for Switzerland, Heuer, Richtiges Deutsch.
#[test]
fn german() {
    check(
        "de",
        &[
            ("\"x\"", "„x“"),
            ("'x'", "‚x‘"),
            ("\"Er sagte 'nein'.\"", "„Er sagte ‚nein‘.“"),
            ("(\"x\")", "(„x“)"),
            ("\"x\", \"y\"", "„x“, „y“"),
            ("Wie geht's?", "Wie geht’s?"),
            ("Hans' Buch", "Hans’ Buch"),
            ("'s ist gut", "’s ist gut"),
            ("so 'n Ding", "so ’n Ding"),
            ("'nen Moment", "’nen Moment"),
            ("\"...und dann\"", "„…und dann“"),
            ("die 90er und '68", "die 90er und ’68"),
            ("[\"x\"]{lang=en}", "“x”"),
            ("\"a [b 'c']{lang=en} d\"", "„a b ‘c’ d“"),
            ("\"[x\" y]{lang=en}", "„x“ y"),
            ("\"x\n\n\"y\"", "„x\n„y“"),
            ("»x« und \"y\"", "»x« und „y“"),
            ("\"*x*\"", "„x“"),
            ("<q>x <q>y</q></q> z", "„x ‚y‘“ z"),
            ("24\" breit", "24″ breit"),
        ],
    );
    check("de-AT", &[("\"x 'y'\"", "„x ‚y‘“")]);
    check("de-CH", &[("\"x 'y'\"", "«x ‹y›»"), ("10'000 Franken", "10’000 Franken")]);
}

/// Lexique des règles typographiques en usage à l'Imprimerie nationale; for Canada, the Office québécois; for Switzerland,
/// the Guide du typographe.
#[test]
fn french() {
    check(
        "fr",
        &[
            ("\"x\"", "«␣x␣»"),
            ("\"x 'y' z\"", "«␣x «␣y␣» z␣»"),
            ("l'eau", "l’eau"),
            ("l'*eau*", "l’eau"),
            ("l'\"eau\"", "l’«␣eau␣»"),
            ("\"l'eau\"", "«␣l’eau␣»"),
            ("aujourd'hui d'[x](http://e.org)", "aujourd’hui d’x"),
            ("les années '90", "les années ’90"),
            ("« x »", "«␣x␣»"),
            ("«x»", "«x»"),
            ("« x » : y", "«␣x␣»␣: y"),
            ("quoi ? oui ! non ; a : b", "quoi⍽? oui⍽! non⍽; a␣: b"),
            ("quoi? oui!", "quoi? oui!"),
            ("\"x\" ?", "«␣x␣»⍽?"),
            ("\"Quoi ?\"", "«␣Quoi⍽?␣»"),
            ("\" x \"", "«␣x␣»"),
            ("(\"x\")", "(«␣x␣»)"),
            ("\"x\", dit-il", "«␣x␣», dit-il"),
            ("\"*x*\"", "«␣x␣»"),
            ("*\"x\"*", "«␣x␣»"),
            ("«\nx »", "«␣x␣»"),
            ("`a : b`", "`a : b`"),
            ("[\"x\" : y]{lang=en}", "“x” : y"),
            ("| \"a\" |\n|---|\n| b ? |", "«␣a␣»\nb⍽?"),
            ("x ?[^1]\n\n[^1]: y !", "x⍽?\ny⍽!"),
            ("w\n\n## \"x\" ?", "w\n«␣x␣»⍽?"),
        ],
    );
    check("fr-CA", &[("\"x 'y'\"", "«␣x “y”␣»")]);
    check("fr-CH", &[("\"x 'y'\"", "«⍽x ‹⍽y⍽›⍽»"), ("« x » : quoi ?", "«⍽x⍽»⍽: quoi⍽?")]);
}

/// Ortografía de la lengua española (RAE, 2010), Accademia della Crusca, Acordo Ortográfico, Institut d'Estudis Catalans.
#[test]
fn romance_languages() {
    check(
        "es",
        &[
            ("\"x\"", "«x»"),
            ("\"x 'y'\"", "«x “y”»"),
            ("¿\"x\"?", "¿«x»?"),
            ("\"¿x?\"", "«¿x?»"),
            ("\"¡x!\"", "«¡x!»"),
        ],
    );
    check("es-MX", &[("\"x 'y'\"", "“x ‘y’”")]);
    check("es-419", &[("\"x\"", "“x”")]);
    check(
        "it",
        &[
            ("\"x 'y'\"", "«x “y”»"),
            ("l'acqua", "l’acqua"),
            ("un po' di", "un po’ di"),
            ("gli anni '80", "gli anni ’80"),
            ("dell'\"arte\"", "dell’«arte»"),
        ],
    );
    check("pt-BR", &[("\"x 'y'\"", "“x ‘y’”"), ("copo d'água", "copo d’água")]);
    check("pt-PT", &[("\"x 'y'\"", "«x “y”»")]);
    check("ca", &[("\"x 'y'\"", "«x “y”»"), ("l'aigua", "l’aigua"), ("'n volia", "’n volia")]);
    check("gl", &[("\"x\"", "“x”")]);
    check("ro", &[("\"x 'y'\"", "„x «y»”"), ("într-o zi", "într-o zi")]);
    check("eu", &[("\"x\"", "«x»")]);
}

/// Svenska skrivregler, Retskrivningsordbogen, Språkrådet, Kielitoimisto, Íslensk málnefnd.
#[test]
fn nordic_languages() {
    check("sv", &[("\"x 'y'\"", "”x ’y’”"), ("(\"x\")", "(”x”)"), ("\"x\" och \"y\"", "”x” och ”y”")]);
    check("fi", &[("\"x 'y'\"", "”x ’y’”"), ("vaa'an", "vaa’an"), ("\"x\"-sana", "”x”-sana")]);
    check("da", &[("\"x 'y'\"", "”x ’y’”")]);
    check("nb", &[("\"x 'y'\"", "«x ‘y’»")]);
    check("nn", &[("\"x\"", "«x»")]);
    check("no", &[("\"x\"", "«x»")]);
    check("is", &[("\"x 'y'\"", "„x ‚y‘“")]);
    check("et", &[("\"x\"", "„x“")]);
}

/// Taalunie, Taaladvies; Afrikaanse woordelys; Canolfan Bedwyr.
#[test]
fn dutch_and_its_neighbours() {
    check(
        "nl",
        &[
            ("\"x 'y'\"", "“x ‘y’”"),
            ("'s avonds", "’s avonds"),
            ("'s Avonds was 't koud", "’s Avonds was ’t koud"),
            ("zo'n foto's", "zo’n foto’s"),
            ("'x'", "‘x’"),
            ("in '40-'45", "in ’40-’45"),
            ("\"'t Is koud\"", "“’t Is koud”"),
            ("Frans' boek", "Frans’ boek"),
        ],
    );
    check("af", &[("'n man sê \"ja\"", "’n man sê “ja”"), ("hy's daar", "hy’s daar")]);
    check("cy", &[("mae'r ci", "mae’r ci"), ("\"x\"", "“x”")]);
    check("ga", &[("d'ith sé \"x\"", "d’ith sé “x”")]);
    check("en-GB", &[("'x \"y\"'", "‘x “y”’")]);
}

/// Słownik języka polskiego PWN, Internetová jazyková příručka, A magyar helyesírás szabályai, and others.
#[test]
fn central_and_eastern_europe() {
    check("pl", &[("\"x 'y'\"", "„x «y»”"), ("Kennedy'ego", "Kennedy’ego")]);
    check("cs", &[("\"x 'y'\"", "„x ‚y‘“")]);
    check("sk", &[("\"x\"", "„x“")]);
    check("hu", &[("\"x 'y'\"", "„x »y«”")]);
    check("sl", &[("\"x\"", "„x“")]);
    check("hr", &[("\"x\"", "„x“")]);
    check("sr", &[("\"x\"", "„x”")]);
    check("sr-Latn", &[("\"x\"", "„x”")]);
    check("bg", &[("\"x\"", "„x“")]);
    check("mk", &[("\"x\"", "„x“")]);
    check("lt", &[("\"x\"", "„x“")]);
    check("lv", &[("\"x\"", "“x”")]);
    check("el", &[("\"x 'y'\"", "«x “y”»"), ("σ' αγαπώ", "σ’ αγαπώ")]);
    check("tr", &[("\"x\"", "“x”"), ("Ankara'da", "Ankara’da"), ("\"Ankara'da\"", "“Ankara’da”")]);
    check("sq", &[("\"x\"", "“x”")]);
    check("ka", &[("\"x 'y'\"", "„x «y»“")]);
    check("hy", &[("\"x\"", "«x»")]);
}

/// Розенталь, Справочник по пунктуации; Український правопис.
#[test]
fn cyrillic_languages() {
    check(
        "ru",
        &[
            ("\"Да\"", "«Да»"),
            ("\"Он сказал: 'нет'\"", "«Он сказал: „нет“»"),
            ("(\"Да\"), —\"нет\"", "(«Да»), —«нет»"),
            ("роман \"Война и мир\".", "роман «Война и мир»."),
        ],
    );
    check("uk", &[("\"Так\"", "«Так»"), ("сім'я", "сім’я"), ("\"сім'я\" п'ять", "«сім’я» п’ять")]);
    check("be", &[("\"Так\"", "«Так»"), ("сям'я", "сям’я")]);
    check("kk", &[("\"x\"", "«x»")]);
}

/// JIS X 4051 and the rules of Japanese, Chinese and Korean publishers; the Academy of the Hebrew Language.
#[test]
fn languages_of_asia() {
    check(
        "ja",
        &[
            ("彼は\"はい\"と言った", "彼は「はい」と言った"),
            ("\"彼は'はい'と言った\"", "「彼は『はい』と言った」"),
            ("\"はい\"。", "「はい」。"),
            ("（\"はい\"）", "（「はい」）"),
            ("「はい」と\"いいえ\"", "「はい」と「いいえ」"),
            ("*\"はい\"* と", "「はい」 と"),
            ("\"…はい\"", "「…はい」"),
            ("彼は`x`\"はい\"", "彼は`x`「はい」"),
            ("Rust's と", "Rust’s と"),
        ],
    );
    check(
        "zh",
        &[
            ("他说\"好\"。", "他说“好”。"),
            ("他说'好'。", "他说‘好’。"),
            ("\"好\"他说，\"很好\"", "“好”他说，“很好”"),
        ],
    );
    check("zh-Hans", &[("\"好'不好'\"", "“好‘不好’”")]);
    check("zh-TW", &[("他說\"好\"。", "他說「好」。"), ("\"好'不好'\"", "「好『不好』」")]);
    check("zh-Hant", &[("《書》\"好\"", "《書》「好」")]);
    check(
        "ko",
        &[("그는 \"네\"라고 했다", "그는 “네”라고 했다"), ("'단어'는 \"말\"이다", "‘단어’는 “말”이다")],
    );
    check("th", &[("เขาพูดว่า\"ใช่\"แล้ว", "เขาพูดว่า“ใช่”แล้ว")]);
    check("hi", &[("उसने कहा, \"हाँ\"।", "उसने कहा, “हाँ”।")]);
    check("ta", &[("\"தமிழ்\"என்று", "“தமிழ்”என்று")]);
    check("vi", &[("\"Vâng\"", "“Vâng”")]);
    check("id", &[("\"Ya\"", "“Ya”"), ("Jum'at", "Jum’at")]);
    check(
        "he",
        &[
            ("הוא אמר \"כן\".", "הוא אמר ”כן”."),
            ("צה\"ל", "צה״ל"),
            ("ארה\"ב ו\"כן\"", "ארה״ב ו”כן”"),
            ("ג'ירפה", "ג׳ירפה"),
            ("רח' הרצל", "רח׳ הרצל"),
        ],
    );
    check("ar", &[("قال \"نعم\".", "قال ”نعم“.")]);
    check("fa", &[("گفت \"بله\".", "گفت «بله».")]);
    check("ur", &[("\"ہاں\"", "”ہاں“")]);
}
