//! A language model on a machine of the authority, over the OpenAI chat interface (`POST /chat/completions`). Off unless the
//! operator names one.
//!
//! What is said in a meeting does not leave the house: only loopback and private addresses are asked, over plain HTTP.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use giaoban_minutes::assist::{self, Question};
use giaoban_minutes::calendar::Holidays;
use giaoban_models::directive::Proposal;
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::turn::Turn;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, Uri, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// Time for one answer: a small model on an office PC takes its while.
const PATIENCE: Duration = Duration::from_secs(180);
/// Bytes of a response at most; the text in it is limited again.
const LONGEST_RESPONSE: usize = 4 * assist::LONGEST_ANSWER;

/// Where the model is, and what it is called there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assistant {
    host: String,
    port: u16,
    path: String,
    model: String,
}

/// Why a model could not be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AssistantError {
    /// The address on the command line.
    #[error("địa chỉ mô hình phải có dạng http://MÁY:CỔNG/v1 (the address must be http://HOST:PORT/PATH)")]
    Address,
    /// The machine is not in the house.
    #[error("mô hình phải ở trong mạng của cơ quan; {0} là địa chỉ bên ngoài (only private addresses are asked)")]
    Outside(IpAddr),
    /// Nobody answered in time, or in another way than agreed.
    #[error("mô hình không trả lời: {0} (the model did not answer)")]
    Silent(String),
}

fn silent(error: impl std::fmt::Display) -> AssistantError {
    AssistantError::Silent(error.to_string())
}

impl Assistant {
    /// A model at `http://HOST:PORT/PATH`, called `model` there.
    ///
    /// # Errors
    /// [`AssistantError::Address`] for anything else. Whether the machine is in the house is seen when it is asked.
    pub fn at(url: &str, model: &str) -> Result<Self, AssistantError> {
        let uri: Uri = url.parse().map_err(|_| AssistantError::Address)?;
        let plain = uri.scheme_str() == Some("http") && uri.query().is_none();
        let host = uri.host().filter(|_| plain).ok_or(AssistantError::Address)?;
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().unwrap_or(80),
            path: format!("{}/chat/completions", uri.path().trim_end_matches('/')),
            model: model.to_owned(),
        })
    }

    /// What the model finds beyond the proposals `known`. A question without an answer is skipped; the first failure is
    /// told when nothing was answered at all.
    ///
    /// # Errors
    /// [`AssistantError`] when not one question was answered.
    pub async fn look(
        &self,
        turns: &[Turn],
        gazetteer: &Gazetteer,
        holidays: &Holidays,
        known: &[Proposal],
    ) -> Result<Vec<Proposal>, AssistantError> {
        let mut all = known.to_vec();
        let (mut answered, mut failure) = (false, None);
        for question in assist::questions(turns) {
            match self.ask(&question).await {
                Ok(answer) => {
                    answered = true;
                    let added = assist::proposals(&answer, turns, gazetteer, holidays, &all);
                    all.extend(added);
                }
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        match failure {
            Some(error) if !answered => Err(error),
            _ => Ok(all.split_off(known.len())),
        }
    }

    async fn ask(&self, question: &Question) -> Result<String, AssistantError> {
        let body = json!({
            "model": self.model, "messages": question.messages, "temperature": 0,
            "response_format": {"type": "json_object"},
        });
        tokio::time::timeout(PATIENCE, self.exchange(body.to_string())).await.map_err(silent)?
    }

    async fn exchange(&self, body: String) -> Result<String, AssistantError> {
        let address = self.address().await?;
        let stream = TcpStream::connect(address).await.map_err(silent)?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(silent)?;
        let connection = tokio::spawn(connection);
        let request = Request::post(&self.path)
            .header(header::HOST, format!("{}:{}", self.host, self.port))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))
            .map_err(silent)?;
        let response = sender.send_request(request).await.map_err(silent)?;
        let status = response.status();
        let bytes = Limited::new(response.into_body(), LONGEST_RESPONSE).collect().await.map_err(silent)?.to_bytes();
        connection.abort();
        if status != StatusCode::OK {
            return Err(silent(status));
        }
        let answer: Value = serde_json::from_slice(&bytes).map_err(silent)?;
        let text = answer["choices"][0]["message"]["content"].as_str();
        text.map(str::to_owned).ok_or_else(|| silent("choices[0].message.content"))
    }

    async fn address(&self) -> Result<SocketAddr, AssistantError> {
        let mut found = tokio::net::lookup_host((self.host.as_str(), self.port)).await.map_err(silent)?;
        let address = found.next().ok_or_else(|| silent(&self.host))?;
        if in_the_house(address.ip()) { Ok(address) } else { Err(AssistantError::Outside(address.ip())) }
    }
}

/// Loopback, private (RFC 1918, RFC 4193) and link-local addresses.
fn in_the_house(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests;
