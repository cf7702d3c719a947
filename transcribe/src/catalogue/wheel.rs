//! Members of a wheel (a zip archive, PEP 427), read into memory with a limit.

use std::{fs::File, io::Read, path::Path};

use zip::ZipArchive;

use super::CatalogueError;

/// No member of a wheel of the catalogue is larger.
const LARGEST: u64 = 256 << 20;

pub(super) struct Wheel(ZipArchive<File>);

impl Wheel {
    pub(super) fn open(path: &Path) -> Result<Self, CatalogueError> {
        let file = File::open(path).map_err(CatalogueError::io(path))?;
        ZipArchive::new(file).map(Self).map_err(|_| CatalogueError::Malformed("the wheel is not a zip archive"))
    }

    /// The one member whose name begins so.
    pub(super) fn member(&mut self, prefix: &str) -> Result<Vec<u8>, CatalogueError> {
        let mut names = self.0.file_names().flatten().filter(|name| name.starts_with(prefix));
        let (Some(name), None) = (names.next().map(|name| name.into_owned()), names.next()) else {
            return Err(CatalogueError::Malformed("the wheel lacks a file, or has it twice"));
        };
        drop(names);
        let member = self.0.by_name(&name).map_err(|_| CatalogueError::Malformed("unreadable member"))?;
        let mut bytes = Vec::new();
        // The size in the archive's directory may lie; what is really read counts.
        let read = member.take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|_| CatalogueError::Malformed("damaged member"))?;
        if bytes.len() as u64 > LARGEST {
            return Err(CatalogueError::LimitExceeded("member of a wheel"));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn archive(members: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = ZipWriter::new(file.reopen().unwrap());
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        file
    }

    #[test]
    fn a_member_is_found_by_the_beginning_of_its_name() {
        let file = archive(&[("a/lib.so.1.2", b"library"), ("a/other", b"x")]);
        assert_eq!(Wheel::open(file.path()).unwrap().member("a/lib.so.").unwrap(), b"library");
    }

    #[test]
    fn an_absent_or_ambiguous_member_is_refused() {
        let file = archive(&[("a/lib.so.1", b"1"), ("a/lib.so.2", b"2")]);
        let mut wheel = Wheel::open(file.path()).unwrap();
        assert_eq!(wheel.member("a/lib.so.").unwrap_err().code(), "malformed_package");
        assert_eq!(wheel.member("b").unwrap_err().code(), "malformed_package");
    }

    #[test]
    fn a_file_that_is_no_archive_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().write_all(b"not a zip").unwrap();
        assert!(Wheel::open(file.path()).is_err());
    }
}
