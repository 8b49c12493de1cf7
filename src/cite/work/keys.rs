//! The words for which keys of BibLaTeX 3.20 stand in `type`, `pubstate` and `series`, in the language of the book.

/// The languages of the words, in their order.
const LANGUAGES: [&str; 5] = ["en", "de", "es", "fr", "it"];

/// The keys, and their words in each language.
#[rustfmt::skip]
const KEYS: &[(&str, [&str; 5])] = &[
    ("audiocd", ["audio CD", "Audio-CD", "CD de audio", "CD audio", "CD audio"]),
    ("bathesis", ["Bachelor’s thesis", "Bachelorarbeit", "tesis de licenciatura", "mémoire de bachelor", "tesi di laurea triennale"]),
    ("candthesis", ["Candidate’s thesis", "Qualifikationsschrift", "tesis de candidatura", "thèse de candidature", "tesi di candidatura"]),
    ("datacd", ["data CD", "Daten-CD", "CD de datos", "CD de données", "CD dati"]),
    ("inpreparation", ["in preparation", "in Vorbereitung", "en preparación", "en préparation", "in preparazione"]),
    ("mathesis", ["Master’s thesis", "Masterarbeit", "tesis de maestría", "mémoire de master", "tesi di laurea magistrale"]),
    ("newseries", ["New series", "Neue Folge", "Nueva época", "Nouvelle série", "Nuova serie"]),
    ("oldseries", ["Old series", "Alte Folge", "Antigua época", "Ancienne série", "Vecchia serie"]),
    ("patent", ["patent", "Patent", "patente", "brevet", "brevetto"]),
    ("patentde", ["German patent", "deutsches Patent", "patente alemana", "brevet allemand", "brevetto tedesco"]),
    ("patenteu", ["European patent", "europäisches Patent", "patente europea", "brevet européen", "brevetto europeo"]),
    ("patentfr", ["French patent", "französisches Patent", "patente francesa", "brevet français", "brevetto francese"]),
    ("patentuk", ["British patent", "britisches Patent", "patente británica", "brevet britannique", "brevetto britannico"]),
    ("patentus", ["U.S. patent", "US-Patent", "patente estadounidense", "brevet américain", "brevetto statunitense"]),
    ("patreq", ["patent request", "Patentanmeldung", "solicitud de patente", "demande de brevet", "domanda di brevetto"]),
    ("patreqde", ["German patent request", "deutsche Patentanmeldung", "solicitud de patente alemana", "demande de brevet allemand", "domanda di brevetto tedesco"]),
    ("patreqeu", ["European patent request", "europäische Patentanmeldung", "solicitud de patente europea", "demande de brevet européen", "domanda di brevetto europeo"]),
    ("patreqfr", ["French patent request", "französische Patentanmeldung", "solicitud de patente francesa", "demande de brevet français", "domanda di brevetto francese"]),
    ("patrequk", ["British patent request", "britische Patentanmeldung", "solicitud de patente británica", "demande de brevet britannique", "domanda di brevetto britannico"]),
    ("patrequs", ["U.S. patent request", "US-Patentanmeldung", "solicitud de patente estadounidense", "demande de brevet américain", "domanda di brevetto statunitense"]),
    ("phdthesis", ["PhD thesis", "Dissertation", "tesis doctoral", "thèse de doctorat", "tesi di dottorato"]),
    ("prepublished", ["prepublished", "Vorveröffentlichung", "prepublicado", "prépublié", "prepubblicato"]),
    ("resreport", ["research report", "Forschungsbericht", "informe de investigación", "rapport de recherche", "rapporto di ricerca"]),
    ("software", ["computer software", "Software", "programa", "logiciel", "software"]),
    ("submitted", ["submitted", "eingereicht", "enviado", "soumis", "presentato"]),
    ("techrep", ["Tech. rep.", "Techn. Ber.", "Inf. téc.", "Rapp. tech.", "Rapp. tecn."]),
    ("techreport", ["technical report", "Technischer Bericht", "informe técnico", "rapport technique", "rapporto tecnico"]),
    // The locales of CSL have these two in all languages.
    ("forthcoming", ["forthcoming"; 5]),
    ("inpress", ["in press"; 5]),
];

/// The key with this name, whatever its case.
pub fn named(name: &str) -> Option<&'static str> {
    KEYS.iter().map(|(key, _)| *key).find(|key| key.eq_ignore_ascii_case(name))
}

/// The words of a key, in English if the table does not have the language.
pub fn words(key: &str, language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default();
    let column = LANGUAGES.iter().position(|known| *known == primary).unwrap_or_default();
    KEYS.iter().find(|(known, _)| *known == key).map_or("", |(_, words)| words[column])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_words_in_the_language() {
        for (name, language, expected) in [
            ("PhdThesis", "de-AT", Some("Dissertation")),
            ("phdthesis", "fr", Some("thèse de doctorat")),
            ("phdthesis", "fi-FI", Some("PhD thesis")),
            ("inpress", "de-DE", Some("in press")),
            ("Diplomarbeit", "de", None),
        ] {
            assert_eq!(named(name).map(|key| words(key, language)), expected, "{name}");
        }
    }
}
