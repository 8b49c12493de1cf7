//! The reasons for which a person must look at a place, with their words in the report.

/// Declares each reason with its words.
macro_rules! reasons {
    ($($variant:ident $(($value:ident: $type:ty))?: $words:literal;)+) => {
        /// The reason for a doubt.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Reason {
            $(#[doc = $words] $variant $(($type))?,)+
        }

        impl Reason {
            /// The reason in words.
            #[must_use]
            pub fn words(&self) -> String {
                match self { $(Self::$variant $(($value))? => format!($words),)+ }
            }
        }
    };
}

reasons! {
    Comment(author: String): "A comment by {author}.";
    NotRead(what: String): "Not read: {what}.";
    Change(author: String): "A change by {author} that is shown.";
    Placeholder: "A field of a form that nobody has filled in shows these words.";
    Formula: "A formula with a part that has no equivalent in TeX.";
    NoteMark: "A note has a mark of its own, such as an asterisk. It gets a number instead.";
    Hidden: "Text that Word hides is left out.";
    Symbol: "A character of a font for symbols that has no equivalent. A replacement character stands for it.";
    NoteMissing: "The text refers to a note that the source does not have.";
    NumberReference: "A reference to the number of a heading or an item, which may be another one in the book.";
    PageReference: "A reference to a page of the source. It is a link, but the number of the page will be another one.";
    Citation(program: String): "A citation of {program} without data that can be read. Its words stay as text.";
    CitationChanged: "The author has changed the words of a citation by hand. The style prints its own words.";
    WorksLeftOut: "A list of works that a program has written is left out. casebook prints one of the works in `refs.json`.";
    WorkUncited: "An entry of a generated list of works that no citation leads to. It stays as text.";
    WorksListed: "A list of works that a program has written. casebook prints one of its own, so that one of them must go.";
    Index: "An index is left out, because its page numbers have no meaning.";
    Chart: "A chart. A table of its values stands for it.";
    Embedded: "A sheet or a text that is embedded in the document. Its content stands here.";
    PictureMissing: "A picture is not in the file.";
    PictureUnknown: "A file that a picture names has no format of pictures that casebook knows.";
    PictureLinked: "A picture is outside the file, at this place.";
    PictureCropped: "The author has cropped a picture in Word. The file has all of it.";
    Metafile: "A picture in a format that no book can show, such as EMF or WMF. The file is there, but not in the text: convert it.";
    CaptionAlone: "A caption without a figure or table beside it.";
    CaptionTwice: "A picture has the same caption twice, once with a label and once without. Only that with the label is kept.";
    LinkToCase: "A link leads to a page of a web site that has the name of a case. It leads to the case now.";
    ListNumbers: "The items of a list have words or several numbers as marks: `1.2`, `Article 3`. Only the last number is kept.";
    TitleNote: "A note in a title. It stands in the text instead, or is left out.";
    Date: "The date is in no form that can be read.";
    NoTitle: "The text before the first heading has no title of its own.";
    LinkLost: "A link leads to a place that does not exist. Its words stay.";
    LinkToFile: "A link leads to a file on the author's computer. Its words stay.";
    NoteOfAnotherPiece: "A reference to a note of another case. Its number may be another one in the book.";
    Contents: "The contents are left out. They have entries that are no headings.";
    Header: "The header of the pages is left out.";
    Footer: "The footer of the pages is left out.";
    HeadingNumbers: "The headings have numbers, which are left out. casebook can number headings itself.";
    Underline: "Words are underlined. They are emphasized if nothing is in italics, and have the class `u` otherwise.";
    SavedProperties: "The title, the authors or the description do not stand in the text: they are as saved with the file, which may be wrong.";
    Macros: "The document has macros, which are not read.";
    PropertyGuessed: "A line of the title page that became the title, the subtitle or the authors of the book.";
    PageNumbers(count: usize): "{count} page numbers were removed.";
    RunningHead(count: usize): "A running head was removed at {count} places.";
    StrayLine: "A sign alone on a line, a page number or what is left of a rule, that was removed.";
    HeadingMissing: "A heading of the contents that the text does not have. It stands at the place that is most likely.";
    EntryWithoutHeading: "An entry of the contents that matches no heading; its words are not in the text.";
    HeadingByForm: "A heading that the contents do not list, found by its form.";
    PerhapsHeading: "A line that may be a heading, but stays text.";
    LevelGuessed: "The levels of the headings follow from nothing but their order. These are examples of each level from the second on, with a line between two levels.";
    MarkerMissing: "The marker of a note is lost. It stands after these words, before the number and the words of the note; the place is a guess.";
    NumberDamaged: "A note whose number was damaged or lost. The number follows from its neighbours.";
    NumberOutOfSequence: "A number of a note that stands out of the sequence.";
    NumberWithoutNote: "A number in the text like that of a note, without the note. It stays in the text.";
    NumberLeftOut: "A number that the sequence of the notes leaves out, before the note at this place.";
    HeadingAmongNotes: "The name of a chapter among the notes at the end, which is left out. The notes stand in their cases.";
    NoteAgain: "A number that stands at a second place. Both places refer to the same note.";
    PerhapsNote: "A paragraph without a number among the notes, which was read as a part of the note before it.";
    AddressFirst: "A note with an address before its words. The address may belong to the end of the note, or to the note before it.";
    PerhapsMisread: "A reference in a note with letters that no other has, but that are nearly those of many. The conversion may have misread it.";
    PerhapsSeveral: "A long paragraph that is all of its section. It may be several on one line, as sections with this heading have elsewhere.";
    Joined: "A paragraph that was joined across the end of a page, or across a figure.";
    PerhapsTorn: "A paragraph that begins a page, and may be a part of the paragraph before it.";
    PartHeading: "A heading over several cases that has no text of its own. It became the title of a part in `book.yaml`.";
    PictureAbsent: "A figure of which only the caption is left.";
    TableRebuilt: "A table whose cells were found again in running text.";
    TableByColumns: "A table whose columns were found by spaces.";
    Undecoded(encoding: String): "Bytes that are no text in {encoding}. A replacement character stands for them.";
    Missing(what: String): "Missing: {what}.";
    Changed(what: String): "Changed: {what}.";
    LeftOut(what: String): "Left out: {what}.";
    StopsBuild(message: String): "The build stops here: {message}.";
    Unlisted: "Not imported: no reading order lists this text.";
}
