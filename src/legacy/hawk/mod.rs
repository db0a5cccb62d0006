//! HAWK on the way in and out: what partners sign is read here and checked by
//! the server, which alone knows their keys.

pub mod address;
pub mod header;
pub mod payload;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::AUTHORIZATION, request::Parts};

use self::{
    address::{InvalidHost, addressed},
    header::{Attributes, HeaderError},
};
use super::{
    settings::LegacySettings,
    upstream::{About, Refused, Upstream},
};
use crate::{
    error::Failure,
    proto::v1::{
        HawkArtifacts, HawkVerdict, SignHawkResponseRequest, VerifyHawkRequest, VerifyHawkResponse,
    },
};

/// The header in which we sign.
pub const SERVER_AUTHORIZATION: HeaderName = HeaderName::from_static("server-authorization");

/// A request whose signature held.
#[derive(Clone, Debug)]
pub struct Authenticated {
    artifacts: HawkArtifacts,
}

/// A request whose signature does not hold.
#[derive(Debug)]
pub enum Unauthenticated {
    /// The host that was addressed is not told.
    Host,
    /// There is no signature, or none of HAWK.
    Header(HeaderError),
    /// The server says that it does not hold.
    Verdict(VerifyHawkResponse),
    /// The server did not say.
    Unknown(Refused),
}

impl From<InvalidHost> for Unauthenticated {
    fn from(_: InvalidHost) -> Self {
        Self::Host
    }
}

impl From<HeaderError> for Unauthenticated {
    fn from(error: HeaderError) -> Self {
        Self::Header(error)
    }
}

/// Whether a request claims to be signed with HAWK.
#[must_use]
pub fn is_claimed(headers: &HeaderMap) -> bool {
    let header = headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
    !matches!(Attributes::parse(header), Err(HeaderError::Absent))
}

/// Has the signature of a request checked. `body` is what came, whole.
pub async fn authenticate(
    upstream: &Upstream,
    settings: &LegacySettings,
    request: &Parts,
    body: &[u8],
    about: About<'_>,
) -> Result<Authenticated, Unauthenticated> {
    let authority = settings.public_authority.as_ref();
    let (host, port) = addressed(&request.headers, settings.public_scheme, authority)?;
    let header = request.headers.get(AUTHORIZATION);
    let attributes = Attributes::parse(header.map(HeaderValue::as_bytes))?;

    // A hash that is given is checked, even that of an empty payload.
    let payload = (!body.is_empty() || attributes.hash.is_some())
        .then(|| payload::hashes(&content_type(&request.headers), body));
    let resource = request.uri.path_and_query();
    let artifacts = HawkArtifacts {
        id: attributes.id,
        ts: attributes.ts,
        nonce: attributes.nonce,
        method: request.method.as_str().to_ascii_uppercase(),
        resource: resource
            .map_or("/", |resource| resource.as_str())
            .to_owned(),
        host,
        port: port.into(),
        app: attributes.app,
        dlg: attributes.dlg,
    };
    let question = VerifyHawkRequest {
        artifacts: Some(artifacts.clone()),
        mac: attributes.mac,
        hash: attributes.hash,
        ext: attributes.ext,
        payload,
    };
    let answer = upstream.verify_hawk(question, about).await;
    let answer = answer.map_err(Unauthenticated::of)?;
    if answer.verdict() == HawkVerdict::Accepted {
        Ok(Authenticated { artifacts })
    } else {
        Err(Unauthenticated::Verdict(answer))
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(http::header::CONTENT_TYPE);
    let value = value.map_or(b"".as_slice(), HeaderValue::as_bytes);
    String::from_utf8_lossy(value).into_owned()
}

impl Authenticated {
    /// The partner.
    #[must_use]
    pub fn partner(&self) -> &str {
        &self.artifacts.id
    }

    /// The `Server-Authorization` of an answer: by it partners know that it is
    /// ours and unchanged.
    pub async fn sign(
        self,
        upstream: &Upstream,
        content_type: &str,
        body: &[u8],
        about: About<'_>,
    ) -> Result<Option<HeaderValue>, Refused> {
        let answer = SignHawkResponseRequest {
            artifacts: Some(self.artifacts),
            payload: Some(payload::hashes(content_type, body)),
        };
        let signed = upstream.sign_hawk_response(answer, about).await?;
        let header = format!(r#"Hawk mac="{}", hash="{}""#, signed.mac, signed.hash);
        Ok(header.parse().ok())
    }
}

impl Unauthenticated {
    /// The server's grammar is ours, and stricter where it has to store.
    fn of(refused: Refused) -> Self {
        match refused.failure {
            Failure::INVALID_ARGUMENT => Self::Header(HeaderError::Format),
            _ => Self::Unknown(refused),
        }
    }

    /// The status that the reference implementation answers with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Header(HeaderError::Absent) | Self::Verdict(_) => StatusCode::UNAUTHORIZED,
            Self::Host | Self::Header(_) => StatusCode::BAD_REQUEST,
            Self::Unknown(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What is wrong, in the words of the reference implementation, which its
    /// clients know. None where it says nothing.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        match self {
            Self::Host => Some(InvalidHost.to_string()),
            Self::Header(HeaderError::Absent) | Self::Unknown(_) => None,
            Self::Header(error) => Some(error.to_string()),
            Self::Verdict(answer) => Some(words(answer.verdict()).to_owned()),
        }
    }

    /// The `WWW-Authenticate` of the answer, which 401 has and 400 has not.
    #[must_use]
    pub fn challenge(&self) -> Option<HeaderValue> {
        let challenge = match self {
            Self::Header(HeaderError::Absent) => "Hawk".to_owned(),
            Self::Verdict(answer) => {
                let error = words(answer.verdict());
                match answer.verdict() {
                    HawkVerdict::StaleTimestamp => {
                        let VerifyHawkResponse { ts, tsm, .. } = answer;
                        format!(r#"Hawk ts="{ts}", tsm="{tsm}", error="{error}""#)
                    }
                    _ => format!(r#"Hawk error="{error}""#),
                }
            }
            Self::Host | Self::Header(_) | Self::Unknown(_) => return None,
        };
        challenge.parse().ok()
    }
}

fn words(verdict: HawkVerdict) -> &'static str {
    match verdict {
        HawkVerdict::UnknownCredentials => "Unknown credentials",
        HawkVerdict::MissingPayloadHash => "Missing required payload hash",
        HawkVerdict::BadPayloadHash => "Bad payload hash",
        HawkVerdict::StaleTimestamp => "Stale timestamp",
        HawkVerdict::InvalidNonce => "Invalid nonce",
        // A verdict that this version does not know is no acceptance.
        HawkVerdict::BadMac | HawkVerdict::Accepted | HawkVerdict::Unspecified => "Bad mac",
    }
}
