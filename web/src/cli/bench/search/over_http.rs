//! The same queries asked of a running server, as a signed-in account, over one kept connection.

use std::time::Instant;

use giaoban_models::search::Found;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, StatusCode, Uri, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Outcome, TIMES, Timed, queries, timed};

/// A connection somebody is signed in on.
struct Asking {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    cookie: String,
}

impl Asking {
    async fn signed_in(server: &str, username: &str, password: &str) -> Outcome<Self> {
        let uri: Uri = server.parse()?;
        let host = uri.authority().ok_or("the address of the server has no host")?.to_string();
        let address = format!("{}:{}", uri.host().unwrap_or("127.0.0.1"), uri.port_u16().unwrap_or(80));
        let (sender, connection) = handshake(TokioIo::new(TcpStream::connect(address).await?)).await?;
        tokio::spawn(connection);
        let mut asking = Self { sender, host, cookie: String::new() };
        let body = serde_json::json!({ "username": username, "password": password }).to_string();
        let request = asking.request(Method::POST, "/api/session", body)?;
        let response = asking.sender.send_request(request).await?;
        if response.status() != StatusCode::OK {
            return Err(format!("the server refused the sign-in of {username} ({})", response.status()).into());
        }
        let cookie = response.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        asking.cookie = cookie.and_then(|value| value.split(';').next()).unwrap_or_default().to_owned();
        response.into_body().collect().await?;
        Ok(asking)
    }

    fn request(&self, method: Method, path: &str, body: String) -> Outcome<Request<Full<Bytes>>> {
        Ok(Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))?)
    }

    /// How long the whole answer takes, milliseconds, and how many hits there are.
    async fn find(&mut self, query: &str) -> Outcome<(f64, u32)> {
        let asked: String = query
            .bytes()
            .map(
                |byte| {
                    if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
                },
            )
            .collect();
        let request = self.request(Method::GET, &format!("/api/search?q={asked}&facets=1"), String::new())?;
        let begun = Instant::now();
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        let bytes = response.into_body().collect().await?.to_bytes();
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        if status != StatusCode::OK {
            return Err(format!("the server answered {status}").into());
        }
        let found: Found = serde_json::from_slice(&bytes)?;
        Ok((took, found.total))
    }
}

/// Times of every kind of query, and all times together, sorted.
pub(super) async fn measure(server: &str, account: &str, password: &str) -> Outcome<(Vec<Timed>, Vec<f64>)> {
    let mut asking = Asking::signed_in(server, account, password).await?;
    let (mut kinds, mut all) = (Vec::new(), Vec::new());
    for (kind, queries) in queries::kinds() {
        let (mut times, mut totals) = (Vec::new(), Vec::new());
        for query in &queries {
            for _ in 0..TIMES {
                let (took, total) = asking.find(query).await?;
                times.push(took);
                totals.push(total);
            }
        }
        all.extend_from_slice(&times);
        kinds.push(timed(kind, queries.len(), times, totals));
    }
    all.sort_by(f64::total_cmp);
    Ok((kinds, all))
}
