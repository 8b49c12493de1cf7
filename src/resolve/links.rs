//! Resolves each link to a place in the book, to a public address, or to nothing.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::anchors::slug_of_heading;
use super::case_key::file_slug;
use super::near::Near;
use super::{BookCase, Place, Target, path};
use crate::address::{SCHEMES, address, invalid, scheme};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::model::{Link, Manifest};
use crate::project::Project;
use crate::source::FileId;

/// The target of each link of each case, and the files outside the book that links point to.
pub fn resolve(
    manifest: &Manifest,
    cases: &[BookCase],
    project: &Project,
    diagnostics: &mut Diagnostics,
) -> (Vec<Vec<Target>>, BTreeSet<FileId>) {
    let by_slug = cases.iter().enumerate().map(|(index, case)| (case.slug.as_str(), index)).collect();
    let by_file = cases.iter().enumerate().map(|(index, case)| (case.case.file, index)).collect();
    let near = Near::new(project);
    let (names, linked) = (OnceCell::new(), RefCell::default());
    let resolver = Resolver { manifest, cases, project, near, by_slug, by_file, names, linked };
    let targets = cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            case.case
                .links
                .iter()
                .map(|link| {
                    warn_of_backslash(link, diagnostics);
                    resolver.target(index, link).unwrap_or_else(|complaint| {
                        diagnostics.push(complaint);
                        Target::Nowhere
                    })
                })
                .collect()
        })
        .collect();
    (targets, resolver.linked.into_inner())
}

/// Warns about backslashes: browsers read them as slashes and other programs do not, so the target is ambiguous.
fn warn_of_backslash(link: &Link, diagnostics: &mut Diagnostics) {
    let is_web = matches!(scheme(link.destination.trim()).as_deref(), Some("http" | "https" | "ftp"));
    if is_web && link.destination.contains('\\') {
        let message = "this address contains a backslash; it is encoded as `%5C`";
        diagnostics.push(
            Diagnostic::new(Code::MalformedAddress, link.span, message)
                .help("copy the address from a browser"),
        );
    }
}

/// For each fragment, the places in the book that it can mean, each as the index of a case and an anchor in that case.
type Names<'a> = BTreeMap<Cow<'a, str>, Vec<(usize, &'a str)>>;

struct Resolver<'a> {
    manifest: &'a Manifest,
    cases: &'a [BookCase],
    project: &'a Project,
    near: Near<'a>,
    by_slug: BTreeMap<&'a str, usize>,
    by_file: BTreeMap<FileId, usize>,
    /// Computed when the first link needs it.
    names: OnceCell<Names<'a>>,
    /// The files outside the book that the links so far point to.
    linked: RefCell<BTreeSet<FileId>>,
}

impl Resolver<'_> {
    fn target(&self, from: usize, link: &Link) -> Result<Target, Diagnostic> {
        let destination: String =
            link.destination.chars().filter(|character| !character.is_control()).collect();
        let destination = destination.trim();
        let destination =
            OF_THE_BOOK.iter().find_map(|scheme| destination.strip_prefix(scheme)).unwrap_or(destination);
        if destination.is_empty() {
            let message = "this link has no address";
            return Err(Diagnostic::new(Code::DeadLink, link.span, message)
                .help("write the address between the parentheses"));
        }
        if let Some(scheme) = scheme(destination) {
            return external(destination, &scheme, link);
        }
        if let Some(rest) = destination.strip_prefix("//") {
            return Ok(Target::Address(format!("https://{rest}")));
        }
        let (before, fragment) = destination
            .split_once('#')
            .map_or((destination, None), |(path, fragment)| (path, Some(fragment)));
        let path = before.split('?').next().unwrap_or(before);
        if path.is_empty() {
            return self.place(from, fragment, link);
        }
        match path.strip_prefix('/') {
            Some(site_path) => self.site(site_path, destination, fragment, link),
            None => self.relative(from, path, fragment, link),
        }
    }

    /// Resolves a path that begins with `/`: the slug of a case, a file below the site root, or another page of the
    /// site.
    fn site(
        &self,
        path: &str,
        destination: &str,
        fragment: Option<&str>,
        link: &Link,
    ) -> Result<Target, Diagnostic> {
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        if let Some(case) = self.by_slug.get(decoded.trim_matches('/')) {
            return self.place(*case, fragment, link);
        }
        let file =
            path::join(&self.manifest.site.root, &decoded).ok().and_then(|path| self.project.find(&path));
        match file.and_then(|file| self.by_file.get(&file)) {
            Some(case) => self.place(*case, fragment, link),
            None => self.public(destination, link),
        }
    }

    /// Resolves a path relative to the file of the case.
    fn relative(
        &self,
        from: usize,
        path: &str,
        fragment: Option<&str>,
        link: &Link,
    ) -> Result<Target, Diagnostic> {
        let folder = path::folder(&self.project.file(self.cases[from].case.file).path);
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let Ok(joined) = path::join(folder, &decoded) else {
            let message = format!("`{path}` is outside the project folder");
            return Err(Diagnostic::new(Code::OutsideProject, link.span, message)
                .help("link to a file of the book, or to a web address"));
        };
        let Some(file) = self.project.find(&joined) else {
            // In MyST, a target stands in the place of a path: `[words](port)`.
            if let Some(found) = self.target_of_myst(from, &decoded, link) {
                return found;
            }
            let message = format!("this link points to `{path}`, which does not exist");
            let question = self.near.question((&joined, path), (folder, ""), |_| true);
            return Err(Diagnostic::new(Code::DeadLink, link.span, message)
                .help(question.unwrap_or_else(|| {
                "paths are relative to the Markdown file; a path that begins with `/` is a page of the site"
                    .to_owned()
            })));
        };
        if let Some(case) = self.by_file.get(&file) {
            return self.place(*case, fragment, link);
        }
        self.linked.borrow_mut().insert(file);
        let root = &self.manifest.site.root;
        let below_root =
            if root.is_empty() { Some(joined.as_str()) } else { joined.strip_prefix(&format!("{root}/")) };
        self.public(&format!("/{}", below_root.unwrap_or(&joined)), link)
    }

    /// The place with an id that is written as if it were a path.
    fn target_of_myst(&self, from: usize, id: &str, link: &Link) -> Option<Result<Target, Diagnostic>> {
        let case = &self.cases[from];
        let Some(anchor) = case.anchors.get(id) else {
            let is_known = self.cases.iter().any(|case| case.anchors.contains_key(id));
            return is_known.then(|| self.elsewhere(id, link)).flatten();
        };
        let address = address_of(self.manifest, case, Some(id));
        Some(Ok(Target::Place(Place { case: from, anchor: anchor.clone(), address })))
    }

    /// The public address of a page or file that is not in the book.
    fn public(&self, site_path: &str, link: &Link) -> Result<Target, Diagnostic> {
        match &self.manifest.site.url {
            Some(url) => Ok(Target::Address(format!("{url}{}", address(site_path)))),
            None => {
                let message = format!("`{}` is not in the book, and `site.url` is not set", link.destination);
                Err(Diagnostic::new(Code::NoPublicAddress, link.span, message)
                    .help("the text is kept without a link; set `site.url` in book.yaml, or link to a case of the book"))
            }
        }
    }

    fn place(&self, index: usize, fragment: Option<&str>, link: &Link) -> Result<Target, Diagnostic> {
        let case = &self.cases[index];
        let fragment = fragment
            .map(|fragment| percent_decode_str(fragment).decode_utf8_lossy())
            .filter(|fragment| !fragment.is_empty());
        let anchor = match &fragment {
            None => Some(case.key.clone()),
            Some(fragment) => find(case, fragment),
        };
        if let (None, Some(fragment)) = (&anchor, &fragment)
            && path_is_empty(&link.destination)
            && let Some(found) = self.elsewhere(fragment, link)
        {
            return found;
        }
        let Some(anchor) = anchor else {
            let fragment = fragment.unwrap_or_default();
            let message =
                format!("this link points to `#{fragment}`, which does not exist in {}", case.plain_title());
            return Err(
                Diagnostic::new(Code::DeadLink, link.span, message).help(self.similar(case, &fragment))
            );
        };
        let address = address_of(self.manifest, case, fragment.as_deref());
        Ok(Target::Place(Place { case: index, anchor, address }))
    }
}

impl Resolver<'_> {
    /// Help for an unknown fragment: the most similar one of the case, or else a list of those that exist.
    fn similar(&self, case: &BookCase, fragment: &str) -> String {
        let names = places(case);
        let is_tried = self.near.guesses.may_guess();
        let near = nearest(fragment, names.iter().map(|name| &**name).filter(|_| is_tried));
        near.map_or_else(|| known(&names), |near| did_you_mean(&format!("#{near}")))
    }

    /// The place in another case that has this fragment: `None` if no case has it, an error if several have.
    fn elsewhere(&self, fragment: &str, link: &Link) -> Option<Result<Target, Diagnostic>> {
        let names = self.names.get_or_init(|| names(self.cases));
        let (&(index, anchor), others) = names.get(fragment)?.split_first()?;
        let case = &self.cases[index];
        if let Some((other, _)) = others.first() {
            let (one, other) = (case.plain_title(), self.cases[*other].plain_title());
            let message =
                format!("`#{fragment}` is not in this case but in several others, such as {one} and {other}");
            return Some(Err(Diagnostic::new(Code::DeadLink, link.span, message)
                .help("write the file before the fragment: `other.md#fragment`")));
        }
        let address = address_of(self.manifest, case, Some(fragment));
        Some(Ok(Target::Place(Place { case: index, anchor: anchor.to_owned(), address })))
    }
}

/// Indexes all cases by fragment: the ids that authors wrote, and the words of headings.
fn names(cases: &[BookCase]) -> Names<'_> {
    let mut names = Names::new();
    for (index, case) in cases.iter().enumerate() {
        for (id, anchor) in &case.anchors {
            names.entry(Cow::Borrowed(id)).or_default().push((index, anchor));
        }
        for (section, resolved) in case.case.sections.iter().zip(&case.sections) {
            let name = slug_of_heading(&section.text);
            let places = names.entry(Cow::Owned(name)).or_default();
            if places.last().is_none_or(|(last, _)| *last != index) {
                places.push((index, &resolved.anchor));
            }
        }
    }
    names
}

/// The public address of a case, or of a place in it, if the book has a site.
pub fn address_of(manifest: &Manifest, case: &BookCase, fragment: Option<&str>) -> Option<String> {
    let fragment = fragment.map_or(String::new(), |fragment| format!("#{fragment}"));
    manifest.site.url.as_ref().map(|url| address(&format!("{url}/{}/{fragment}", case.slug)))
}

/// The anchor that a fragment refers to: an id that the author wrote, an anchor of the outputs (`figure-9`), or the
/// words of a heading.
fn find(case: &BookCase, fragment: &str) -> Option<String> {
    if let Some(anchor) = case.anchors.get(fragment) {
        return Some(anchor.clone());
    }
    let wanted = format!("{}_{}", case.key, fragment.to_lowercase());
    let mut anchors = case.sections.iter().map(|section| &section.anchor).chain(&case.captions);
    if let Some(anchor) = anchors.find(|anchor| **anchor == wanted || *anchor == fragment) {
        return Some(anchor.clone());
    }
    let slug = file_slug(fragment, "");
    // If the title was a heading itself, a heading in the text with the same words takes precedence.
    let mut meant = headings(case, &slug);
    let first = meant.next();
    if let Some(first) = first {
        return Some(if first == case.key { meant.next().unwrap_or(first) } else { first });
    }
    // Other tools add a number to the second and every further heading with the same words.
    let numbered = || {
        let (slug, number) = slug.rsplit_once('-')?;
        headings(case, slug).nth(number.parse().ok()?)
    };
    numbered().or_else(|| heading_without_hyphens(case, &slug))
}

/// The anchor of the only heading whose words are those of a slug without its hyphens. Other tools leave signs out: `boxt` for
/// “Box<T>”.
fn heading_without_hyphens(case: &BookCase, slug: &str) -> Option<String> {
    let bare = |slug: &str| slug.replace('-', "");
    let sections = case.case.sections.iter().zip(&case.sections);
    let mut meant = sections
        .filter(|(section, _)| bare(&slug_of_heading(&section.text)) == bare(slug))
        .map(|(_, found)| found);
    let first = meant.next()?;
    meant.next().is_none().then(|| first.anchor.clone())
}

/// The anchors of the headings with these words.
fn headings<'c>(case: &'c BookCase, slug: &'c str) -> impl Iterator<Item = String> + 'c {
    let sections = case.case.sections.iter().zip(&case.sections);
    let is_meant =
        move |words: &str| slug_of_heading(words) == slug || slug_of_heading(&without_signs(words)) == slug;
    sections.filter(move |(section, _)| is_meant(&section.text)).map(|(_, resolved)| resolved.anchor.clone())
}

/// The words of a heading without pictures such as emoji, which most tools leave out of an id.
fn without_signs(words: &str) -> String {
    words.chars().filter(|sign| sign.is_ascii() || sign.is_alphanumeric()).collect()
}

/// The fragments of a case: ids first, then the words of headings.
fn places(case: &BookCase) -> Vec<Cow<'_, str>> {
    let ids = case.anchors.keys().map(|id| Cow::Borrowed(id.as_str()));
    let headings = case.case.sections.iter().map(|section| slug_of_heading(&section.text).into());
    ids.chain(headings).collect()
}

/// Lists the first dozen fragments.
fn known(names: &[Cow<'_, str>]) -> String {
    let all: Vec<String> = names.iter().take(12).map(|name| format!("`#{name}`")).collect();
    if all.is_empty() {
        "it has no fragments".to_owned()
    } else {
        format!("the fragments of this case are {}", all.join(", "))
    }
}

/// Whether a destination is only a fragment.
fn path_is_empty(destination: &str) -> bool {
    let destination = destination.trim();
    destination.strip_prefix("project:").unwrap_or(destination).starts_with('#')
}

/// Schemes that can run code or read files.
const DANGEROUS: &[&str] =
    &["javascript", "vbscript", "livescript", "data", "file", "blob", "filesystem", "jar", "view-source"];

/// Schemes of MyST before a path or a fragment of the book.
const OF_THE_BOOK: &[&str] = &["project:", "path:"];

fn external(destination: &str, scheme: &str, link: &Link) -> Result<Target, Diagnostic> {
    if !SCHEMES.contains(&scheme) && !DANGEROUS.contains(&scheme) {
        let message = format!(
            "links with the scheme `{scheme}:` lead nowhere outside the tool that they are for; the text is kept without a link"
        );
        return Err(Diagnostic::new(Code::MalformedAddress, link.span, message)
            .help("link to a web address, or to a file or an id of the book"));
    }
    if !SCHEMES.contains(&scheme) {
        let message = format!("links with the scheme `{scheme}:` are not allowed in a book");
        return Err(Diagnostic::new(Code::UnsafeLink, link.span, message)
            .help("link to a web address, or remove the link"));
    }
    let address = address(destination);
    match invalid(&address, scheme) {
        None => Ok(Target::Address(address)),
        Some(reason) => {
            let message = format!("this is not a valid address: {reason}; the text is kept without a link");
            Err(Diagnostic::new(Code::MalformedAddress, link.span, message)
                .help("copy the address from a browser"))
        }
    }
}
