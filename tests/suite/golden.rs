//! Golden files: the expected output, next to each fixture.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Failed, Trial};
use similar::TextDiff;

/// The result of a test: success, or the reason for its failure.
pub type Outcome = Result<(), Failed>;

/// The folder of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The sources of a package that casebook or the suite is built from, as cargo has unpacked them.
pub fn package(name: &str) -> Result<PathBuf, Box<dyn std::error::Error + Send + Sync>> {
    // Offline, the packages for other systems cannot be downloaded.
    let host = Command::new("rustc").args(["--print", "host-tuple"]).output()?.stdout;
    let run = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform"])
        .arg(String::from_utf8(host)?.trim())
        .current_dir(root())
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&run.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("cargo names no packages")?;
    let found = packages.iter().find(|package| package["name"] == name);
    let manifest = found.and_then(|package| package["manifest_path"].as_str());
    let manifest = manifest.ok_or_else(|| format!("cargo knows no {name}"))?;
    Ok(Path::new(manifest).parent().ok_or("a manifest lies in a folder")?.to_owned())
}

/// One test for each entry of `tests/<folder>` that `accepts` takes, named after it.
pub fn each(folder: &str, accepts: fn(&Path) -> bool, test: fn(&Path) -> Outcome) -> Vec<Trial> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("tests").join(folder))
        .map(|entries| entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
        .unwrap_or_default();
    paths.retain(|path| accepts(path));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Trial::test(format!("{folder}::{name}"), move || test(&path))
        })
        .collect()
}

/// Compares `actual` with the golden file, or writes it if `UPDATE_EXPECT` is set.
pub fn expect(golden: &Path, actual: &str) -> Outcome {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(golden, actual)?;
        return Ok(());
    }
    let expected = fs::read_to_string(golden)
        .map_err(|error| format!("{}: {error}; run with UPDATE_EXPECT=1 to write it", golden.display()))?;
    if expected == actual {
        return Ok(());
    }
    let diff = TextDiff::from_lines(expected.as_str(), actual);
    Err(format!(
        "{} is not as expected\n{}",
        golden.display(),
        diff.unified_diff().header("expected", "actual")
    )
    .into())
}
