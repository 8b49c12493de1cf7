//! The keys of a case's header that casebook uses, each declared once. Any other key is kept as metadata.

use super::key::Default::{Nothing, Otherwise};
use super::key::{Kind, keys};

keys! {
    /// The header of a case. Other keys are kept as metadata.
    HEADER: Header {
        /// The title of the case.
        title "title": Kind::Words, Otherwise("the first heading"), "Oman";
        /// The title in running heads.
        short_title "short-title": Kind::Words, Otherwise("the title"), "Oman";
        /// Address below `site.url`, unique in the book.
        slug "slug": Kind::Words, Nothing, "case-studies/oman";
        /// The name of a template; kept as metadata.
        template "template": Kind::Words, Nothing, "case";
        /// A short summary.
        excerpt "excerpt": Kind::Words, Nothing, "A port, and what passed through it.";
        /// File name of the case's own PDF.
        pdf "pdf": Kind::Words, Otherwise("made from the slug or the title"), "oman.pdf";
        /// How the case is cited; kept as metadata.
        cite "cite": Kind::Words, Nothing, "Author, A. (2017). Oman.";
        /// A date: `2017`, `2017-04` or `2017-04-01`.
        date "date": Kind::Date, Nothing, "2017-04-01";
        /// BCP 47 tag of the case's language.
        language "language": Kind::Language, Otherwise("the book's"), "pt-BR";
        /// The same as `language`.
        lang "lang": Kind::Language, Otherwise("the book's"), "pt-BR";
    }
}
