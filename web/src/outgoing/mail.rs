//! Official e-mail, handed to the authority's own mail server (SMTP, RFC 5321).

use std::time::Duration;

use giaoban_models::store::Message as Told;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use super::OutgoingError;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail server, and who the mail is from.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// How a mail server is reached, as the operator tells it.
#[derive(Clone, Debug, Default)]
pub struct MailSettings {
    /// `smtp://host:port` (STARTTLS is asked for), `smtps://host:port` (TLS from the beginning), or `smtp+plain://host:port`,
    /// without encryption, only to this machine.
    pub server: String,
    /// The sender: "Giao ban <giaoban@example.gov.vn>".
    pub from: String,
    /// Account at the mail server; none when it asks for none.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<String>,
    /// A certificate authority (PEM) to trust beside the machine's own.
    pub authority: Option<Vec<u8>>,
}

impl Mail {
    /// # Errors
    /// [`OutgoingError::Setting`] for an address that is none, and for an unencrypted server that is not this machine.
    pub fn new(settings: &MailSettings) -> Result<Self, OutgoingError> {
        let from: Mailbox = settings.from.parse().map_err(|_| {
            OutgoingError::setting(
                "--mail-from cần dạng “Tên <hop@coquan.gov.vn>” (--mail-from must be a mail address)",
            )
        })?;
        let form = || {
            OutgoingError::setting(
                "--mail cần dạng smtp://MÁY:CỔNG hoặc smtps://MÁY:CỔNG (--mail must be smtp://HOST:PORT or smtps://HOST:PORT)",
            )
        };
        let (scheme, place) = settings.server.split_once("://").ok_or_else(form)?;
        let (host, port) = place.trim_end_matches('/').rsplit_once(':').ok_or_else(form)?;
        let port: u16 = port.parse().map_err(|_| form())?;
        let host = host.trim_matches(['[', ']']);
        let tls = match scheme {
            "smtp" => Tls::Required(parameters(host, settings.authority.as_deref())?),
            "smtps" => Tls::Wrapper(parameters(host, settings.authority.as_deref())?),
            "smtp+plain" if is_here(host) => Tls::None,
            "smtp+plain" => {
                return Err(OutgoingError::setting(
                    "smtp+plain:// chỉ dùng cho máy chủ thư trên chính máy này (smtp+plain:// only serves this very machine)",
                ));
            }
            _ => return Err(form()),
        };
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host).port(port).tls(tls).timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), from })
    }

    /// Hands a message over.
    ///
    /// # Errors
    /// [`OutgoingError::NotTaken`] with what the server said.
    pub async fn send(&self, told: &Told, subject: &str, text: &str) -> Result<(), OutgoingError> {
        let address: Address = told.address.parse().map_err(OutgoingError::not_taken)?;
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(told.name.clone()), address))
            .subject(subject)
            .message_id(Some(format!("<{}@{domain}>", told.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(OutgoingError::not_taken)?;
        self.transport.send(message).await.map_err(OutgoingError::not_taken)?;
        Ok(())
    }
}

fn parameters(host: &str, authority: Option<&[u8]>) -> Result<TlsParameters, OutgoingError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = authority {
        let certificate = Certificate::from_pem(pem).map_err(|error| OutgoingError::setting(error.to_string()))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().map_err(|error| OutgoingError::setting(error.to_string()))
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn settings(server: &str, from: &str) -> MailSettings {
        MailSettings { server: server.to_owned(), from: from.to_owned(), ..MailSettings::default() }
    }

    #[tokio::test]
    async fn an_address_that_is_none_and_an_open_line_into_the_network_are_refused() {
        let from = "Giao ban <giaoban@tinh.gov.vn.invalid>";
        for server in
            ["smtps://mail.invalid:465", "smtp://[::1]:25", "smtp+plain://127.0.0.1:25", "smtp+plain://localhost:25"]
        {
            assert!(Mail::new(&settings(server, from)).is_ok(), "{server}");
        }
        for server in [
            "mail.invalid",
            "http://mail.invalid:25",
            "smtp://mail.invalid",
            "smtp://mail.invalid:x",
            "smtp+plain://mail.invalid:25",
        ] {
            assert!(Mail::new(&settings(server, from)).is_err(), "{server}");
        }
        assert!(Mail::new(&settings("smtps://mail.invalid:465", "không phải địa chỉ")).is_err());
    }
}
