//! The door to a gateway of the authority's own, such as one for text messages: one signed HTTPS POST a message.
//!
//! The body is `{"id", "to", "text"}`. `X-Giaoban-Signature` is `sha256=` and the HMAC-SHA256 (RFC 2104, hex) of
//! `X-Giaoban-Time`, a full stop and the body, so that the gateway can tell who sent it and refuse what is old.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use giaoban_models::store::Message;
use hmac::{Hmac, Mac as _};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serde_json::json;
use sha2::Sha256;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::OutgoingError;

/// How long a gateway may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of a secret at least.
const SHORTEST_SECRET: usize = 16;

/// A gateway.
#[derive(Clone)]
pub struct Gateway {
    host: String,
    port: u16,
    path: String,
    secret: Vec<u8>,
    /// None for a gateway on this very machine.
    tls: Option<TlsConnector>,
}

impl Gateway {
    /// A gateway at `https://HOST[:PORT]/PATH`; plain `http://` only on this machine. `authority` is a certificate
    /// authority (PEM) to trust beside the machine's own.
    ///
    /// # Errors
    /// [`OutgoingError::Setting`] for another address, a secret shorter than 16 bytes, or a certificate that is none.
    pub fn new(url: &str, secret: &[u8], authority: Option<&[u8]>) -> Result<Self, OutgoingError> {
        let form = || {
            OutgoingError::setting(
                "--gateway cần dạng https://MÁY[:CỔNG]/ĐƯỜNG-DẪN (--gateway must be https://HOST[:PORT]/PATH; http only to this machine)",
            )
        };
        let uri: Uri = url.parse().map_err(|_| form())?;
        let host = uri.host().ok_or_else(form)?.trim_matches(['[', ']']).to_owned();
        let here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let encrypted = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if here => false,
            _ => return Err(form()),
        };
        if secret.len() < SHORTEST_SECRET {
            return Err(OutgoingError::setting(
                "khóa ký của cổng nhắn tin cần ít nhất 16 byte (the secret of the gateway needs 16 bytes at least)",
            ));
        }
        let tls = if encrypted { Some(connector(authority)?) } else { None };
        let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { host, port, path, secret: secret.to_vec(), tls })
    }

    /// Hands a message over.
    ///
    /// # Errors
    /// [`OutgoingError::NotTaken`] unless the gateway answers with a 2xx status.
    pub async fn send(&self, message: &Message, text: &str) -> Result<(), OutgoingError> {
        let body = json!({ "id": message.id, "to": message.address, "text": text }).to_string();
        let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()).to_string();
        let exchange = async {
            let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(OutgoingError::not_taken)?;
            match &self.tls {
                None => self.post(stream, &time, body).await,
                Some(tls) => {
                    let name = ServerName::try_from(self.host.clone()).map_err(OutgoingError::not_taken)?;
                    let stream = tls.connect(name, stream).await.map_err(OutgoingError::not_taken)?;
                    self.post(stream, &time, body).await
                }
            }
        };
        tokio::time::timeout(PATIENCE, exchange).await.map_err(OutgoingError::not_taken)?
    }

    async fn post<S>(&self, stream: S, time: &str, body: String) -> Result<(), OutgoingError>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(OutgoingError::not_taken)?;
        let connection = tokio::spawn(connection);
        let request = Request::post(&self.path)
            .header(header::HOST, format!("{}:{}", self.host, self.port))
            .header(header::CONTENT_TYPE, "application/json")
            .header("X-Giaoban-Time", time)
            .header("X-Giaoban-Signature", signature(&self.secret, time, &body))
            .body(Full::new(Bytes::from(body)))
            .map_err(OutgoingError::not_taken)?;
        let answer = sender.send_request(request).await.map_err(OutgoingError::not_taken);
        connection.abort();
        let status = answer?.status();
        if status.is_success() { Ok(()) } else { Err(OutgoingError::not_taken(status)) }
    }
}

/// `sha256=` and the HMAC of time, full stop and body.
fn signature(secret: &[u8], time: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

/// Trusts what the machine trusts, and the authority named.
fn connector(authority: Option<&[u8]>) -> Result<TlsConnector, OutgoingError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(pem) = authority {
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| OutgoingError::setting(error.to_string()))?;
            roots.add(certificate).map_err(|error| OutgoingError::setting(error.to_string()))?;
        }
    }
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_standard() {
        // Reckoned with another program:
        // `printf '%s.%s' 1700000000 '{"id":"1"}' | openssl dgst -sha256 -hmac 0123456789abcdef`.
        let signed = signature(b"0123456789abcdef", "1700000000", r#"{"id":"1"}"#);
        assert_eq!(signed, "sha256=d5f5834972cbc6cf5590800c46ccaa0cd6c16f19c0c73dbdf9b4c56390cbc2a3");
    }

    #[test]
    fn a_gateway_is_reached_encrypted_or_on_this_machine_and_with_a_real_secret() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let secret = b"0123456789abcdef";
        assert!(Gateway::new("https://sms.invalid/send?x=1", secret, None).is_ok());
        assert!(Gateway::new("http://127.0.0.1:9/send", secret, None).is_ok());
        for url in ["http://sms.invalid/send", "ftp://sms.invalid/", "sms.invalid", "https:///"] {
            assert!(Gateway::new(url, secret, None).is_err(), "{url}");
        }
        assert!(Gateway::new("https://sms.invalid/", b"short", None).is_err());
        assert!(Gateway::new("https://sms.invalid/", secret, Some(b"no certificate")).is_ok(), "nothing to add");
    }
}
