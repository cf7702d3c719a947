//! HTTPS for a closed network: the server's own certificate authority, made on first start.
//!
//! Browsers give microphone and camera only to pages of HTTPS (or of localhost). A commune's network has no public name and
//! no internet, so the server signs its own certificate; each PC trusts the authority once (`GET /ca.crt`).

use std::fs;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

/// What a browser's HTTPS connection is made with.
pub struct Identity {
    /// Certificate chain, PEM.
    pub certificate: Vec<u8>,
    /// Private key, PEM.
    pub key: Vec<u8>,
    /// The authority to trust, PEM; none when the installation brought its own certificate.
    pub authority: Option<Authority>,
}

/// The server's own certificate authority.
pub struct Authority {
    /// PEM.
    pub pem: String,
    /// SHA-256 of the certificate, hex pairs with colons, as browsers show it.
    pub sha256: String,
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// A certificate could not be made.
    #[error("certificate: {0}")]
    Certificate(#[from] rcgen::Error),
}

fn read(path: &Path) -> Result<String, TlsError> {
    fs::read_to_string(path).map_err(|e| TlsError::File(path.to_owned(), e))
}

/// Writes a file only its owner can read.
fn write_private(path: &Path, content: &str) -> Result<(), TlsError> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(content.as_bytes()))
        .map_err(|e| TlsError::File(path.to_owned(), e))
}

/// The files an installation brought itself.
///
/// # Errors
/// When a file cannot be read.
pub fn given(certificate: &Path, key: &Path) -> Result<Identity, TlsError> {
    Ok(Identity { certificate: read(certificate)?.into_bytes(), key: read(key)?.into_bytes(), authority: None })
}

/// The server's own: the authority is kept in `folder` for ten years, the server certificate is made anew at each start
/// for the addresses the machine has now.
///
/// # Errors
/// When the folder cannot be used.
pub fn own(folder: &Path, addresses: &[IpAddr]) -> Result<Identity, TlsError> {
    fs::create_dir_all(folder).map_err(|e| TlsError::File(folder.to_owned(), e))?;
    let (ca_file, key_file) = (folder.join("authority.pem"), folder.join("authority.key"));
    if !ca_file.exists() || !key_file.exists() {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, "Giao ban - chung thu noi bo");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.not_before = OffsetDateTime::now_utc() - Duration::days(1);
        params.not_after = OffsetDateTime::now_utc() + Duration::days(3650);
        write_private(&key_file, &key.serialize_pem())?;
        write_private(&ca_file, &params.self_signed(&key)?.pem())?;
    }
    let ca_pem = read(&ca_file)?;
    let issuer = Issuer::from_ca_cert_pem(&ca_pem, KeyPair::from_pem(&read(&key_file)?)?)?;

    let mut names = vec!["localhost".to_owned()];
    names.extend(addresses.iter().map(ToString::to_string));
    names.extend(host_name());
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "Giao ban");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    params.not_before = OffsetDateTime::now_utc() - Duration::days(1);
    // Browsers refuse server certificates of more than 825 days even under a trusted private authority.
    params.not_after = OffsetDateTime::now_utc() + Duration::days(800);
    let certificate = params.signed_by(&key, &issuer)?;
    Ok(Identity {
        certificate: format!("{}{ca_pem}", certificate.pem()).into_bytes(),
        key: key.serialize_pem().into_bytes(),
        authority: Some(Authority { sha256: fingerprint(&ca_pem), pem: ca_pem }),
    })
}

/// The machine's name, when it can stand in a certificate.
fn host_name() -> Option<String> {
    let name = fs::read_to_string("/etc/hostname").ok()?.trim().to_owned();
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')).then_some(name)
}

fn fingerprint(pem: &str) -> String {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    let Ok(der) = CertificateDer::from_pem_slice(pem.as_bytes()) else { return String::new() };
    Sha256::digest(&der).iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_authority_stays_and_the_server_certificate_follows_the_addresses() {
        let folder = tempfile::tempdir().unwrap();
        let first = own(folder.path(), &["192.168.1.10".parse().unwrap()]).unwrap();
        let second = own(folder.path(), &["192.168.1.11".parse().unwrap(), "fd00::1".parse().unwrap()]).unwrap();
        let (a, b) = (first.authority.unwrap(), second.authority.unwrap());
        assert_eq!(a.sha256, b.sha256);
        assert_eq!(a.sha256.len(), 32 * 3 - 1);
        assert_ne!(first.certificate, second.certificate);
    }

    #[test]
    fn the_private_key_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        own(folder.path(), &[]).unwrap();
        let mode = fs::metadata(folder.path().join("authority.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }

    #[test]
    fn a_missing_certificate_file_is_named() {
        let error = given(Path::new("/nowhere/cert.pem"), Path::new("/nowhere/key.pem")).err().unwrap();
        assert!(error.to_string().contains("/nowhere/cert.pem"));
    }
}
