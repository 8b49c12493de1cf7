//! The dependencies between files of `src`, from a scan of `use` statements and paths that resolves modules and
//! re-exports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::rust_files;
use crate::golden::root;

/// The files of the library by their paths below `src`, each with the files that it uses.
pub type Uses = BTreeMap<String, BTreeSet<String>>;

type Names = Vec<String>;

/// One file.
struct Module {
    /// Path below `src`.
    file: String,
    /// The paths that it uses, from the root of the crate.
    uses: Vec<Names>,
    /// Its re-exports: the name, and the path that it comes from.
    exports: BTreeMap<String, Names>,
}

/// Reads all files of the library.
pub fn uses() -> Result<Uses, std::io::Error> {
    let source = root().join("src");
    let files = rust_files(&source).into_iter().filter(|file| !file.ends_with("main.rs"));
    let mut texts = BTreeMap::new();
    for path in files {
        let file = path.strip_prefix(&source).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        texts.insert(module_of(&file), (file, code_of(&fs::read_to_string(&path)?)));
    }
    let known: BTreeSet<Names> = texts.keys().cloned().collect();
    let modules: BTreeMap<Names, Module> = texts
        .into_iter()
        .map(|(name, (file, text))| (name.clone(), read(&name, file, &text, &known)))
        .collect();
    let used = |module: &Module| {
        let files = module.uses.iter().filter_map(|path| resolve(path, &modules));
        files.filter(|file| *file != module.file).collect()
    };
    Ok(modules.values().map(|module| (module.file.clone(), used(module))).collect())
}

/// The dependencies between the files and folders in a folder, without the file of the folder itself.
pub fn within(folder: &Path, uses: &Uses) -> Uses {
    let part = |file: &str| {
        let first = Path::new(file).strip_prefix(folder).ok()?.iter().next()?.to_str()?;
        Some(folder.join(first).to_string_lossy().into_owned())
    };
    let mut parts = Uses::new();
    for (file, others) in uses {
        let Some(own) = part(file) else { continue };
        let theirs = others.iter().filter_map(|other| part(other)).filter(|other| *other != own);
        parts.entry(own.clone()).or_default().extend(theirs);
    }
    parts
}

/// Groups of files with cyclic dependencies.
pub fn circles(uses: &Uses) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|file| (file.as_str(), reach(file, uses))).collect();
    let mut circles: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (file, others) in &reached {
        let circle: Vec<&str> =
            others.iter().copied().filter(|other| reached[other].contains(file)).collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    let owned = |circle: Vec<&str>| circle.into_iter().map(str::to_owned).collect();
    circles.into_iter().map(owned).collect()
}

/// All files that a file uses, directly or indirectly.
fn reach<'u>(file: &'u str, uses: &'u Uses) -> BTreeSet<&'u str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![file];
    while let Some(file) = open.pop() {
        open.extend(uses[file].iter().map(String::as_str).filter(|other| reached.insert(*other)));
    }
    reached
}

/// The module path of a file: `typeset/case.rs` is `typeset::case`.
fn module_of(file: &str) -> Names {
    let path = Path::new(file).with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "mod" && name != "lib").collect()
}

/// The code of a file without its comments and its unit tests. A line such as `mod tests;` is left out alone; a module in braces
/// is the end of a file.
fn code_of(text: &str) -> String {
    let mut parts = text.split("#[cfg(test)]");
    let mut code = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (item, rest) = part.trim_start().split_once('\n').unwrap_or_default();
        if !item.ends_with(';') {
            break;
        }
        code.push_str(rest);
    }
    let lines = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

fn read(name: &[String], file: String, text: &str, known: &BTreeSet<Names>) -> Module {
    let mut module = Module { file, uses: Vec::new(), exports: BTreeMap::new() };
    let mut rest = String::new();
    let mut statements = text.split_inclusive(';');
    for statement in &mut statements {
        let Some((before, is_public, tree)) = use_of(statement) else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(before);
        for (path, known_as) in leaves(tree) {
            let Some(path) = absolute(name, &path, known) else { continue };
            if is_public {
                module.exports.insert(known_as, path);
            } else {
                module.uses.push(path);
            }
        }
    }
    module.uses.extend(paths(&rest).into_iter().filter_map(|path| absolute(name, &path, known)));
    module
}

/// The tree of a `use` statement, whether it is public, and the text before it.
fn use_of(statement: &str) -> Option<(&str, bool, &str)> {
    let line = statement.trim_end_matches(';');
    let start = line.rfind("\nuse ").or_else(|| line.rfind("\npub use ")).map(|at| at + 1);
    let start = start.or_else(|| (line.starts_with("use ") || line.starts_with("pub use ")).then_some(0))?;
    let is_public = line[start..].starts_with("pub ");
    Some((&line[..start], is_public, line[start..].trim_start_matches("pub ").trim_start_matches("use ")))
}

/// The paths of a tree, each with the name that it introduces.
fn leaves(tree: &str) -> Vec<(Names, String)> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let names: Names = path.split("::").map(|name| name.trim().to_owned()).collect();
        let last = names.last().cloned().unwrap_or_default();
        return vec![(names, if alias.is_empty() { last } else { alias.to_owned() })];
    };
    let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
    let before: Names =
        before.split("::").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let mut found = Vec::new();
    for branch in branches(inside) {
        for (mut path, known_as) in leaves(branch) {
            path.retain(|name| name != "self");
            let known_as =
                if path.is_empty() { before.last().cloned().unwrap_or_default() } else { known_as };
            found.push(([before.clone(), path].concat(), known_as));
        }
    }
    found
}

/// Splits at commas that are not inside inner braces.
fn branches(inside: &str) -> Vec<&str> {
    let mut depth = 0;
    let branches = inside.split(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    });
    branches.filter(|branch| !branch.trim().is_empty()).collect()
}

/// The paths in code: names joined by `::`.
fn paths(code: &str) -> Vec<Names> {
    let words = code.split(|character: char| !(character.is_alphanumeric() || "_:".contains(character)));
    let paths = words.filter(|word| word.contains("::") && !word.starts_with(':'));
    paths.map(|word| word.split("::").map(str::to_owned).collect()).collect()
}

/// A path from the root of the crate; `None` for other crates, and for names that are not modules.
fn absolute(module: &[String], path: &[String], known: &BTreeSet<Names>) -> Option<Names> {
    let mut base = module.to_vec();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => (base, rest) = (Names::new(), &rest[1..]),
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|name| name == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        first => {
            base.push(first.to_owned());
            known.contains(&base).then_some(())?;
            base.pop();
        }
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// The file of a path: that of the last module in it, or of the module from which that re-exports the name.
fn resolve(path: &[String], modules: &BTreeMap<Names, Module>) -> Option<String> {
    let depth = (0..=path.len()).rev().find(|depth| modules.contains_key(&path[..*depth]))?;
    let module = &modules[&path[..depth]];
    let handed_on = path.get(depth).and_then(|name| module.exports.get(name));
    match handed_on {
        Some(origin) => resolve(origin, modules),
        None => Some(module.file.clone()),
    }
}
