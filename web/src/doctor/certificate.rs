//! Certificates: the server's own authority, or one the installation brought.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use giaoban_models::clock::Moment;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::{Finding, shell};

/// A day, milliseconds.
const DAY: i64 = 86_400_000;
/// A bought certificate is renewed in a week; told this many days before it ends.
const NOTICE: i64 = 30;
/// A new authority must be trusted by every PC of every commune; told this many days before.
const AUTHORITY_NOTICE: i64 = 90;

/// Whether what HTTPS needs is there and valid for a while.
pub(super) fn examine(data: &Path, given: Option<&Path>, now: Moment) -> Vec<Finding> {
    let tls = data.join("tls");
    let (authority, key) = (tls.join("authority.pem"), tls.join("authority.key"));
    let mut found = Vec::new();
    if authority.exists() != key.exists() {
        found.push(Finding::new(
            "authority_incomplete",
            format!(
                "Thư mục {} thiếu tệp của chứng thư máy chủ; lần khởi động tới sẽ tạo chứng thư mới và mọi máy phải tin cậy lại. \
                 Lấy lại từ bản sao lưu trước khi khởi động.",
                tls.display()
            ),
            format!(
                "A file of the server's authority is missing in {}; the next start makes a new one that every PC has to trust \
                 anew. Take it out of a backup before.",
                tls.display()
            ),
            format!("unzip -o BẢN-SAO-LƯU.zip 'tls/*' -d {}", shell(data)),
        ));
    }
    if fs::metadata(&key).is_ok_and(|found| found.permissions().mode() & 0o077 != 0) {
        found.push(Finding::new(
            "key_readable",
            format!("Khóa riêng {} có thể bị tài khoản khác trên máy đọc.", key.display()),
            format!("The private key {} can be read by other accounts of the machine.", key.display()),
            format!("chmod 600 {}", shell(&key)),
        ));
    }
    match given {
        Some(file) => {
            found.extend(valid(file, now, NOTICE, "giaoban serve --certificate TỆP-MỚI.pem --key KHÓA-MỚI.pem"))
        }
        None if authority.exists() => {
            let renew = format!("mv {0} {0}.cu && giaoban serve --data {1}", shell(&tls), shell(data));
            found.extend(valid(&authority, now, AUTHORITY_NOTICE, &renew));
        }
        None => {}
    }
    found
}

fn valid(file: &Path, now: Moment, notice: i64, renew: &str) -> Option<Finding> {
    let name = file.display();
    let (from, to) = match fs::read(file).map_err(|error| error.to_string()).and_then(|pem| days(&pem)) {
        Ok(days) => days,
        Err(reason) => {
            return Some(Finding::new(
                "certificate_unreadable",
                format!("Không đọc được chứng thư {name} ({reason})."),
                format!("The certificate {name} cannot be read ({reason})."),
                renew,
            ));
        }
    };
    let left = to.since(now).div_euclid(DAY);
    let (code, vi, en) = if now < from {
        let day = from.day_in_vietnam();
        ("certificate_not_yet", format!("chưa có hiệu lực, chỉ từ {day}"), format!("is not valid before {day}"))
    } else if to < now {
        let day = to.day_in_vietnam();
        ("certificate_expired", format!("đã hết hạn ngày {day}"), format!("expired on {day}"))
    } else if left < notice {
        ("certificate_expiring", format!("còn {left} ngày là hết hạn"), format!("expires in {left} days"))
    } else {
        return None;
    };
    Some(Finding::new(code, format!("Chứng thư {name} {vi}."), format!("The certificate {name} {en}."), renew))
}

/// First and last moment of the first certificate of a PEM file.
fn days(pem: &[u8]) -> Result<(Moment, Moment), String> {
    let der = CertificateDer::from_pem_slice(pem).map_err(|error| error.to_string())?;
    let (_, certificate) = X509Certificate::from_der(&der).map_err(|error| error.to_string())?;
    let validity = certificate.validity();
    let moment = |seconds: i64| Moment(seconds.saturating_mul(1000));
    Ok((moment(validity.not_before.timestamp()), moment(validity.not_after.timestamp())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rcgen::{CertificateParams, KeyPair};
    use time::macros::datetime;

    use super::*;

    const NOW: Moment = Moment(1_795_230_000_000); // 2026-11-21

    #[test]
    fn a_certificate_is_told_when_it_has_ended_is_about_to_or_has_not_begun() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("own.pem");
        let code = |from, to| {
            let mut params = CertificateParams::new(vec!["hop.example".to_owned()]).unwrap();
            (params.not_before, params.not_after) = (from, to);
            let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
            fs::write(&file, certificate.pem()).unwrap();
            let found = examine(folder.path(), Some(&file), NOW);
            assert!(found.iter().all(|finding| finding.mend.contains("--certificate")));
            found.first().map(|finding| finding.code)
        };
        let begun = datetime!(2026-01-01 0:00 UTC);
        assert_eq!(code(begun, datetime!(2027-01-01 0:00 UTC)), None);
        assert_eq!(code(begun, datetime!(2026-12-01 0:00 UTC)), Some("certificate_expiring"));
        assert_eq!(code(begun, datetime!(2026-11-20 0:00 UTC)), Some("certificate_expired"));
        assert_eq!(code(datetime!(2026-12-01 0:00 UTC), datetime!(2028-01-01 0:00 UTC)), Some("certificate_not_yet"));
        fs::write(&file, "không phải PEM").unwrap();
        assert_eq!(examine(folder.path(), Some(&file), NOW)[0].code, "certificate_unreadable");
    }

    #[test]
    fn the_server_s_own_authority_is_told_of_a_season_before_it_ends_and_when_half_of_it_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(examine(folder.path(), None, NOW), [], "made by the first start");
        let tls = folder.path().join("tls");
        crate::tls::own(&tls, &[]).unwrap();
        let now = Moment::from(std::time::SystemTime::now());
        assert_eq!(examine(folder.path(), None, now), []);
        let later = now.plus((3650 - 60) * DAY);
        assert_eq!(examine(folder.path(), None, later)[0].code, "certificate_expiring");
        fs::set_permissions(tls.join("authority.key"), fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(examine(folder.path(), None, now)[0].code, "key_readable");
        fs::remove_file(tls.join("authority.key")).unwrap();
        assert_eq!(examine(folder.path(), None, now)[0].code, "authority_incomplete");
    }
}
