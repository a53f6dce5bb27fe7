//! How a file takes its place: written whole under another name beside it, then renamed, so that nobody ever reads half
//! of it and a failure leaves what was there.

use std::fs;
use std::path::{Path, PathBuf};

/// The name under which this process writes what is to stand at `path`: `NAME.PID.tmp`, beside it.
pub fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

/// What `unfinished` was made for, by its name; `None` for any other name.
pub fn finished_name(name: &str) -> Option<&str> {
    let (finished, number) = name.strip_suffix(".tmp")?.rsplit_once('.')?;
    (!finished.is_empty() && number.parse::<u32>().is_ok()).then_some(finished)
}

/// Removes what was on its way to the same place when it was cut off; another one under way at the same time fails and
/// leaves what is there.
pub fn sweep(to: &Path) {
    let Some(name) = to.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    for entry in fs::read_dir(folder_of(to)).into_iter().flatten().flatten() {
        let left = entry.file_name();
        if left.to_str().and_then(finished_name) == Some(name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The folder in which a file stands.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// True where two paths lead to one thing that is there.
pub fn is_one(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_knows_its_place() {
        let name = unfinished(Path::new("a/report.md"));
        let name = name.file_name().and_then(|name| name.to_str()).unwrap();
        assert_eq!(finished_name(name), Some("report.md"));
        assert_eq!(finished_name("report.md.tmp"), None);
        assert_eq!(finished_name("report.md.x1.tmp"), None);
        assert_eq!(finished_name(".7.tmp"), None);
    }

    #[test]
    fn only_what_was_on_its_way_to_the_same_place_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("copy.db");
        for name in [
            "copy.db",
            "copy.db.12.tmp",
            "other.db.12.tmp",
            "copy.db.x.tmp",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        sweep(&to);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
        assert!(!folder.path().join("copy.db.12.tmp").exists());
    }
}
