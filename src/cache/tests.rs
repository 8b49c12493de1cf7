//! Unit tests of the store: what happens to entries on the disk.
#![expect(clippy::disallowed_methods, reason = "tests make and damage files")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{Cache, Key, Kind, LIMIT};

fn key(input: &str) -> Key {
    Key::of(Kind::Picture).with(input)
}

/// A folder with the cache in `cache/`.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("cache");
    (folder, place)
}

fn path(place: &Path, key: &Key) -> PathBuf {
    let (folder, name) = key.place();
    place.join(folder).join(name)
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn age(path: &Path, age: Duration) {
    File::options().write(true).open(path).unwrap().set_modified(SystemTime::now() - age).unwrap();
}

const HOUR: Duration = Duration::from_hours(1);

#[test]
fn a_later_build_finds_results() {
    let (_folder, place) = folder();
    let compute = |words: &str| Some(words.as_bytes().to_vec());
    let first = Cache::at(&place, LIMIT);
    assert_eq!(first.get(&key("a")), None);
    assert_eq!(first.remember(|| key("a"), || compute("A")), compute("A"));
    assert_eq!(first.remember(|| key("none"), || None), None);
    first.put(&key("empty"), b"");
    first.finish();
    let second = Cache::at(&place, LIMIT);
    assert_eq!(second.remember(|| key("a"), || unreachable!("it was kept")), compute("A"));
    assert_eq!(second.get(&key("empty")), Some(Vec::new()));
    assert_eq!(second.get(&key("none")), None);
    assert_eq!(second.get(&Key::of(Kind::Cover).with("a")), None);
    assert_eq!(second.failure(), None);
}

#[test]
fn without_a_folder_there_are_no_keys() {
    let none = Cache::none();
    assert_eq!(none.remember(|| unreachable!("nothing needs a key"), || Some(vec![1])), Some(vec![1]));
    none.put(&key("a"), b"A");
    none.finish();
    assert_eq!((none.get(&key("a")), none.failure()), (None, None));
}

#[test]
fn a_damaged_entry_is_written_again() {
    let (_folder, place) = folder();
    let whole = {
        Cache::at(&place, LIMIT).put(&key("a"), b"words");
        fs::read(path(&place, &key("a"))).unwrap()
    };
    for damaged in [&b""[..], &whole[..20], &whole[..whole.len() - 1], b"others"] {
        fs::write(path(&place, &key("a")), damaged).unwrap();
        let cache = Cache::at(&place, LIMIT);
        assert_eq!(cache.remember(|| key("a"), || Some(b"words".to_vec())), Some(b"words".to_vec()));
        assert_eq!(fs::read(path(&place, &key("a"))).unwrap(), whole);
    }
}

#[test]
fn an_entry_in_the_place_of_another_is_not_used() {
    let (_folder, place) = folder();
    let cache = Cache::at(&place, LIMIT);
    cache.put(&key("a"), b"A");
    cache.put(&key("b"), b"B");
    fs::copy(path(&place, &key("a")), path(&place, &key("b"))).unwrap();
    assert_eq!(cache.get(&key("b")), None);
}

#[test]
fn a_failure_is_reported_once_and_stops_nothing() {
    let (_folder, place) = folder();
    fs::create_dir_all(path(&place, &key("a"))).unwrap();
    let cache = Cache::at(&place, LIMIT);
    assert_eq!(cache.remember(|| key("a"), || Some(vec![1])), Some(vec![1]));
    let failure = cache.failure().map(str::to_owned);
    assert!(failure.is_some());
    cache.put(&key("b"), b"B");
    assert!(!path(&place, &key("b")).exists());
    cache.finish();
    assert_eq!(cache.failure().map(str::to_owned), failure);
    // Nothing half written is left.
    assert_eq!(files(&place), Vec::<PathBuf>::new());
    let blocked = Cache::at(&place.join("CACHEDIR.TAG/below"), LIMIT);
    fs::write(place.join("CACHEDIR.TAG"), "").unwrap();
    assert_eq!(blocked.get(&key("a")), None);
    assert!(blocked.failure().is_some());
}

#[test]
fn the_oldest_entries_give_way() {
    let (_folder, place) = folder();
    let names: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    let content = [0; 1000];
    let first = Cache::at(&place, LIMIT);
    for (hours, name) in (1..).zip(names.iter().rev()) {
        first.put(&key(name), &content);
        age(&path(&place, &key(name)), hours * HOUR);
    }
    first.finish();
    let size = || files(&place).iter().map(|path| path.metadata().unwrap().len()).sum::<u64>();
    assert!(size() > 20_000);
    // A build that writes nothing removes nothing.
    let idle = Cache::at(&place, 10_000);
    assert!(idle.get(&key("0")).is_some());
    idle.finish();
    assert!(size() > 20_000);
    let second = Cache::at(&place, 10_000);
    second.put(&key("new"), &content);
    second.finish();
    // With the tag of the folder and the notes on its size.
    assert!(size() <= 10_000, "{}", size());
    let kept: Vec<bool> = names.iter().map(|name| path(&place, &key(name)).exists()).collect();
    let oldest = kept.iter().position(|is_kept| *is_kept).unwrap();
    assert!(kept[..oldest].iter().all(|is_kept| !is_kept) && kept[oldest..].iter().all(|is_kept| *is_kept));
    assert!(oldest < 16 && path(&place, &key("new")).exists(), "{kept:?}");
    // Many small builds are counted together.
    for round in 0..50 {
        let cache = Cache::at(&place, 10_000);
        cache.put(&key(&format!("round {round}")), &content);
        cache.finish();
        assert!(size() <= 11_100, "round {round}: {}", size());
        assert!(path(&place, &key(&format!("round {round}"))).exists());
    }
}

#[test]
fn a_use_keeps_an_entry() {
    let (_folder, place) = folder();
    let cache = Cache::at(&place, LIMIT);
    let since = |name: &str| {
        let used = path(&place, &key(name)).metadata().unwrap().modified().unwrap();
        SystemTime::now().duration_since(used).unwrap_or_default()
    };
    for (name, hours) in [("today", 2), ("long ago", 50)] {
        cache.put(&key(name), b"words");
        age(&path(&place, &key(name)), hours * HOUR);
        assert!(cache.get(&key(name)).is_some());
    }
    assert!(since("long ago") < HOUR);
    assert!(since("today") > HOUR, "a use costs a write");
}

#[test]
fn files_of_others_stay() {
    let (_folder, place) = folder();
    let cache = Cache::at(&place, LIMIT);
    cache.put(&key("a"), &[0; 1000]);
    let entry = path(&place, &key("a"));
    let (shard, name) = (entry.parent().unwrap(), entry.file_name().unwrap().to_str().unwrap());
    let others = [
        place.join("notes.txt"),
        place.join("picture/notes.txt"),
        shard.join("notes.txt"),
        // Named like an entry, but in another place, longer, or with other content.
        place.join(name),
        place.join("Picture/ab").join(format!("ab{}", "0".repeat(62))),
        shard.join(format!("{name}0")),
        shard.join(format!("{}{}", &name[..2], "0".repeat(62))),
        shard.join(".new-of-today"),
    ];
    for path in &others {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "of somebody else").unwrap();
    }
    let left = shard.join(".new-0123456789abcdef");
    fs::write(&left, "half").unwrap();
    age(&left, 30 * HOUR);
    let cache = Cache::at(&place, 500);
    cache.put(&key("b"), b"B");
    cache.finish();
    assert_eq!(cache.failure(), None);
    assert!(!entry.exists() && !left.exists());
    for path in &others {
        assert!(path.exists(), "{} is gone", path.display());
    }
}

#[test]
fn what_does_not_fit_is_not_kept() {
    let (_folder, place) = folder();
    let cache = Cache::at(&place, 1000);
    cache.put(&key("a"), &[0; 1000]);
    assert!(!path(&place, &key("a")).exists());
    assert_eq!(cache.failure(), None);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let (folder, place) = folder();
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    Cache::at(&place, LIMIT).put(&key("a"), b"words");
    let entry = path(&place, &key("a"));
    // An entry that is a link is replaced, and what it points to stays.
    let moved = outside.join("moved");
    fs::rename(&entry, &moved).unwrap();
    symlink(&moved, &entry).unwrap();
    let cache = Cache::at(&place, LIMIT);
    assert_eq!(cache.get(&key("a")), None);
    cache.put(&key("a"), b"words");
    assert!(!entry.is_symlink() && cache.get(&key("a")).is_some() && moved.exists());
    // A folder that is a link out of the cache is neither read nor written nor swept.
    let shard = entry.parent().unwrap();
    let elsewhere = outside.join("shard");
    fs::rename(shard, &elsewhere).unwrap();
    symlink(&elsewhere, shard).unwrap();
    let cache = Cache::at(&place, LIMIT);
    assert_eq!(cache.get(&key("a")), None);
    cache.put(&key("a"), b"words");
    assert!(cache.failure().is_some());
    let small = Cache::at(&place, 60);
    small.put(&Key::of(Kind::Cover), b"C");
    small.finish();
    assert_eq!(files(&elsewhere).len(), 1);
}
