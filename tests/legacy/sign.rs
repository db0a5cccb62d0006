//! Requests signed with HAWK, by the crate.

use std::net::SocketAddr;

use hawk::{Credentials, Key, PayloadHasher, RequestBuilder, SHA256};

use crate::{
    gateway::{PARTNER, PARTNER_KEY},
    wire::{self, Answer},
};

/// The media type of the requests.
pub const JSON: &str = "application/json";

/// A POST of JSON that a partner signs.
#[derive(Clone, Debug)]
pub struct Signed<'a> {
    pub method: &'a str,
    pub target: &'a str,
    pub body: &'a str,
    /// Where the partner believes to call.
    pub host: &'a str,
    pub port: u16,
    pub key: &'a str,
    pub is_hashed: bool,
}

impl<'a> Signed<'a> {
    /// A request by the partner of the recorded cases, rightly signed.
    pub fn new(target: &'a str, body: &'a str) -> Self {
        Self {
            method: "POST",
            target,
            body,
            host: "h",
            port: 80,
            key: PARTNER_KEY,
            is_hashed: true,
        }
    }

    /// The `Authorization` header.
    pub fn authorization(&self) -> String {
        let credentials = Credentials {
            id: PARTNER.to_owned(),
            key: Key::new(self.key, SHA256).unwrap(),
        };
        let hash = PayloadHasher::hash(JSON, SHA256, self.body).unwrap();
        let hash = self.is_hashed.then_some(&*hash);
        let request = RequestBuilder::new(self.method, self.host, self.port, self.target);
        let header = request.hash(hash).request().make_header(&credentials);
        format!("Hawk {}", header.unwrap())
    }

    /// Sends it.
    pub async fn send(&self, address: SocketAddr) -> Answer {
        self.send_as(address, &self.authorization(), self.body)
            .await
    }

    /// Sends another header or body than was signed.
    pub async fn send_as(&self, address: SocketAddr, authorization: &str, body: &str) -> Answer {
        let headers = [
            ("Host", self.host),
            ("Content-Type", JSON),
            ("Authorization", authorization),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let body = Some(body.as_bytes()).filter(|body| !body.is_empty());
        wire::send(address, self.method, self.target, &headers, body).await
    }
}
