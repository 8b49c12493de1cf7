//! The end of each help text: details that do not fit into the line of an option, and examples.

pub const CASEBOOK: &str = "\
casebook looks for book.yaml, or content/book.yaml, in the current folder and
then in each parent folder. It writes to `dist` beside book.yaml; if the folder
of book.yaml is named `content`, to `dist` beside that folder.

Examples:
  casebook init my-book && cd my-book    start a book
  casebook serve                         show it while you write
  casebook build --open                  build it and open the HTML
  casebook check --deny warnings         fail on every warning";

pub const INIT: &str = "\
Examples:
  casebook init my-book
  casebook init \"My Book\" && cd \"My Book\" && casebook build";

pub const IMPORT: &str = "\
Writes book.yaml, a file for each case, the pictures, and import.md, which lists
every place that you must look at. Nothing is overwritten: if a source cannot be
read, or the folder is not empty, nothing is written.

Examples:
  casebook import thesis.docx && casebook build thesis
  casebook import thesis.docx --into my-book --split \"Chapter Title\"
  casebook import one.md two.md --into my-book";

pub const CHECK: &str = "\
`casebook explain` lists the checks; `warnings` means every check that warns.
Messages for people (human, the default) go to standard error, other formats to
standard output. The exit code is 1 if there are errors, and 0 otherwise.

Examples:
  casebook check
  casebook check my-book --deny warnings --allow missing-alt
  casebook check books/*
  casebook check --message-format json > problems.jsonl";

pub const BUILD: &str = "\
Without --format, every format except print is built. If a book has an error,
nothing of it is written, and the files of the last build stay. With several
projects and --out, each gets a folder in DIR with the name of the project;
{name} in DIR stands for this name.

Examples:
  casebook build --open
  casebook build my-book --format epub --format html --out public
  casebook build books/* --out public/{name}
  casebook build --case oman";

pub const SERVE: &str = "\
The page shows the HTML and the pages of the book, and follows each change of a
file. If there is an error, the last good book stays, with the messages. A
double click opens the line with --editor; {file}, {line} and {column} are
replaced. Only this computer can reach the server. Nothing is written.

Examples:
  casebook serve
  casebook serve my-book --editor \"code -g {file}:{line}\"
  casebook serve --port 0 --no-open";

pub const WATCH: &str = "\
Watches the project folder and builds the release after each change. If there
is an error, the files of the last build stay.

Examples:
  casebook watch
  casebook watch my-book --format epub";

pub const VERIFY: &str = "\
Every block, note, picture and cell of the sources must be in every file, once
and in order. Differences are errors, shown at their place in the sources.

Examples:
  casebook verify
  casebook verify public my-book";

pub const REFERENCES: &str = "\
The works are sorted by key. Entries of a .bib file stay as they are there; works
of other files are converted.

Examples:
  casebook references --out cited.bib
  casebook references my-book --case oman --format ris";

pub const FONTS: &str = "\
Put the font files of a missing script into the folder `fonts/` of the project;
nothing else is needed. Families that styles/theme.toml names come first, then
those in `fonts/`, then the built-in ones. The exit code is 1 if a script has no
font, even if `missing-glyph` is allowed, and 0 otherwise.

Examples:
  casebook fonts
  casebook fonts my-book --quiet    list only the scripts without a font";

pub const EXPLAIN: &str = "\
Examples:
  casebook explain
  casebook explain dead-link";

pub const SCHEMA: &str = "\
Schemas:
  book          the file book.yaml
  front-matter  the header of a case
  theme         the file theme.toml of a project
  messages      a line of `--message-format json`
  release       the file release.json that every build writes

Examples:
  casebook schema book > .book.schema.json
  casebook schema messages | jq .properties";

pub const COMPLETIONS: &str = "\
Install them once, then open a new shell:
  bash        mkdir -p ~/.local/share/bash-completion/completions
              casebook completions bash \\
                > ~/.local/share/bash-completion/completions/casebook
  zsh         mkdir -p ~/.zfunc && casebook completions zsh > ~/.zfunc/_casebook
              and in ~/.zshrc, before `compinit`: fpath=(~/.zfunc $fpath)
  fish        mkdir -p ~/.config/fish/completions
              casebook completions fish \\
                > ~/.config/fish/completions/casebook.fish
  powershell  casebook completions powershell >> $PROFILE
  elvish      casebook completions elvish >> ~/.config/elvish/rc.elv

Example, for this shell only:
  source <(casebook completions bash)";

pub const MAN: &str = "\
Examples:
  casebook man man1 && man man1/casebook-build.1
  casebook man ~/.local/share/man/man1";
