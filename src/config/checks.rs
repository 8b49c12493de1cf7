//! Reads `checks:` of `book.yaml`: the level that the project sets for each check.

use super::fields::Fields;
use crate::diag::{Code, Diagnostic, Level, Levels, Subject, did_you_mean, nearest};

pub fn checks(fields: &mut Fields<'_, '_>) -> Levels {
    let mut levels = Levels::default();
    for key in fields.keys() {
        let Some(subject) = Subject::all().find(|subject| subject.name() == key) else {
            complain_of_name(fields, &key);
            continue;
        };
        let Some(word) = fields.text(&key) else { continue };
        match Level::ALL.into_iter().find(|level| level.name() == word) {
            Some(level) => match subject.refusal(level) {
                Some(refusal) => fields.complain(&key, refusal, "fix the reported problems instead"),
                None => levels.set(subject, level),
            },
            None => {
                fields.complain(&key, format!("`{word}` is not a level"), "write `allow`, `warn` or `deny`");
            }
        }
    }
    levels
}

fn complain_of_name(fields: &mut Fields<'_, '_>, key: &str) {
    let help = nearest(key, Subject::all().map(Subject::name)).map_or_else(
        || {
            "each message shows the name of its check in brackets; `warnings` means every check that warns"
                .to_owned()
        },
        did_you_mean,
    );
    let span = fields.place_of_key(key);
    let message = format!("unknown check `{key}`");
    fields.diagnostics().push(Diagnostic::new(Code::UnknownKey, span, message).help(help));
}
