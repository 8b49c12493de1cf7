//! Paths below the project folder, as strings: `/` between segments, no `.` and no `..`.

/// The path has too many `..` and leaves the project folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeavesProject;

/// Resolves `relative` against the folder `base`. Accepts `\` as a separator.
pub fn join(base: &str, relative: &str) -> Result<String, LeavesProject> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(LeavesProject)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// The path in the project of a file that another file names. A leading slash stands for the project folder. `None` if it
/// is outside.
pub fn below(file: &str, named: &str) -> Option<String> {
    let named = percent_encoding::percent_decode_str(named).decode_utf8_lossy();
    let base = if named.starts_with('/') { "" } else { folder(file) };
    join(base, &named).ok()
}

/// The path of a file relative to the folder `from`.
pub fn relative(from: &str, path: &str) -> String {
    let parts = |path| -> Vec<&str> { str::split(path, '/').filter(|part| !part.is_empty()).collect() };
    let (from, to) = (parts(from), parts(path));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let ups = from[common..].iter().map(|_| "..");
    ups.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The folder of a file.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file name of a path without its extension.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
