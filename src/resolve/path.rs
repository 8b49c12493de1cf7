//! Paths below the project folder, as text: `/` between parts, no `.` and no `..`.

/// Why a path cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeavesProject;

/// The path that `relative` means, seen from the folder `base`.
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

/// How an author in the folder `from` writes the path of a file.
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

/// The last part of a path without its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
